import type { ComponentChildren } from 'preact';

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    {children}
  </svg>
);

export const Moon = () => (
  <svg class="moon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M14 3a9 9 0 1 0 0 18 7.200 7.200 0 0 1 0-18Z" />
  </svg>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M4 7H20M4 12H20M4 17H14" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="M6 6L18 18M18 6L6 18" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M12 5V19M5 12H19" />
  </Icon>
);
export const TrashIcon = () => (
  <Icon>
    <path d="M5 7H19M10 7V5H14V7M7 7L8 20H16L17 7M10.500 11V16M13.500 11V16" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M6 11L12 5L18 11" />
  </Icon>
);
export const SpeechIcon = () => (
  <svg class="speech" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 4C6.500 4 2.500 7.400 2.500 11.600c0 2.700 1.800 5.100 4.500 6.400l-1 3.700 4.300-2.800c.6.1 1.100.1 1.700.1 5.500 0 9.500-3.300 9.500-7.400S17.500 4 12 4Z" />
  </svg>
);

const Sketch = ({ d }: { d: string }) => (
  <svg class="sketch" viewBox="0 0 32 24" aria-hidden="true">
    <path d={d} />
  </svg>
);

/** How the cards of each spread lie. */
export const spreadSketches = {
  'one-card': <Sketch d="M12.500 5H19.500V19H12.500Z" />,
  'three-cards': <Sketch d="M3.500 5H10.500V19H3.500ZM12.500 5H19.500V19H12.500ZM21.500 5H28.500V19H21.500Z" />,
  'celtic-cross': (
    <Sketch d="M10 2H14V8H10ZM10 9H14V15H10ZM8 11H16V13H8ZM10 16H14V22H10ZM3 9H7V15H3ZM17 9H21V15H17ZM25 2H28V6H25ZM25 7.400H28V11.400H25ZM25 12.700H28V16.700H25ZM25 18H28V22H25Z" />
  ),
};
