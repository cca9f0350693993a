/** Markup that is safe to send; only the tag {@link html} makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

const render = (value: string | Html | readonly Html[]): string => {
  if (typeof value === 'string') return escaped(value);
  return value instanceof Html ? value.text : value.map((part) => part.text).join('');
};

/** Template tag: strings are escaped for element text and quoted attributes, markup passes. */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html =>
  new Html(parts.map((part, index) => part + (index < values.length ? render(values[index] ?? '') : '')).join(''));
