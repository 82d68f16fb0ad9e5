import type { PageDocument, PageElement } from './browser.js';

declare const document: PageDocument;

/** An element. Texts become text nodes: a name that looks like markup stays a name. */
export function el(tag: string, className: string, ...children: (PageElement | string | null)[]): PageElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

export function place(id: string): PageElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/** A table; a head that ends in `#` is over numbers. */
export function table(className: string, heads: readonly string[], rows: readonly PageElement[]): PageElement {
  const cells = heads.map((text) => el('th', text.endsWith('#') ? 'number' : '', text.replace(/#$/, '')));
  const head = el('thead', '', el('tr', '', ...cells));
  return el('div', 'scroll', el('table', className, head, el('tbody', '', ...rows)));
}

export function button(text: string, act: () => void): PageElement {
  const made = el('button', '', text);
  made.setAttribute('type', 'button');
  made.addEventListener('click', act);
  return made;
}

/** Pairs of a name and what it says. */
export function pairs(entries: readonly (readonly [string, PageElement | string])[]): PageElement {
  return el('dl', '', ...entries.flatMap(([name, said]) => [el('dt', '', name), el('dd', '', said)]));
}

export const elementParts = [el, place, table, button, pairs];
