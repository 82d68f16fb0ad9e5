/** As much of the browser as the page uses. The functions of this folder are written into index.html as they stand: they know each other by name, and nothing else. */
export interface PageElement {
  textContent: string | null;
  className: string;
  open: boolean;
  href: string;
  src: string;
  append(...children: (PageElement | string)[]): void;
  replaceChildren(...children: (PageElement | string)[]): void;
  setAttribute(name: string, value: string): void;
  addEventListener(type: string, listener: () => void): void;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument {
  title: string;
  readonly head: PageElement;
  createElement(tag: string): PageElement;
  getElementById(id: string): PageElement | null;
}
export interface PageWindow {
  readonly location: { hash: string };
  addEventListener(type: string, listener: () => void): void;
  print(): void;
  parkledgerSheet(key: string, sheet: unknown): void;
}
