import type { ComponentChildren } from 'preact';

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    {children}
  </svg>
);

export const Moon = () => (
  <svg class="moon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M15.5 3.6A9 9 0 1 0 15.5 20.4A8.45 8.45 0 0 1 15.5 3.6Z" />
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
    <path d="M5 7H19M10 7V5H14V7M7 7L8 20H16L17 7M10.5 11V16M13.5 11V16" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M6 11L12 5L18 11" />
  </Icon>
);
export const SpeechIcon = () => (
  <svg class="speech" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 4C6.5 4 2.5 7.4 2.5 11.6c0 2.7 1.8 5.1 4.5 6.4l-1 3.7 4.3-2.8c.6.1 1.1.1 1.7.1 5.5 0 9.5-3.3 9.5-7.4S17.5 4 12 4Z" />
  </svg>
);

const Sketch = ({ d }: { d: string }) => (
  <svg class="sketch" viewBox="0 0 32 24" aria-hidden="true">
    <path d={d} />
  </svg>
);

/** How the cards of each spread lie. */
export const spreadSketches = {
  'one-card': <Sketch d="M12.5 5H19.5V19H12.5Z" />,
  'three-cards': <Sketch d="M3.5 5H10.5V19H3.5ZM12.5 5H19.5V19H12.5ZM21.5 5H28.5V19H21.5Z" />,
  'celtic-cross': (
    <Sketch d="M10 2H14V8H10ZM10 9H14V15H10ZM8 11H16V13H8ZM10 16H14V22H10ZM3 9H7V15H3ZM17 9H21V15H17ZM25 2H28V6H25ZM25 7.4H28V11.4H25ZM25 12.7H28V16.7H25ZM25 18H28V22H25Z" />
  ),
};
