// How does text come on the page? As text: nothing here reads markup.

/** Characters that turn the direction of text or draw nothing. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONGEST = 2_000;

/** A text from outside as it may be shown: no control characters, and not without end. */
export function shown(text, longest = LONGEST) {
  const seen = String(text ?? '').slice(0, longest + 1).replace(UNSEEN, '\ufffd');
  return seen.length > longest ? `${seen.slice(0, longest)}…` : seen;
}

const SVG = new Set(['svg', 'rect', 'g', 'line', 'path', 'pattern', 'defs', 'circle']);

/**
 * An element: `h('p', { class: 'note' }, 'text', child)`. Attributes that are `null`, `undefined` or
 * `false` are left out; `onclick` and the like are listeners.
 */
export function h(name, attributes = {}, ...children) {
  const element = SVG.has(name)
    ? document.createElementNS('http://www.w3.org/2000/svg', name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else if (key === 'checked') element.checked = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : shown(child));
  }
  return element;
}

/** Puts these in the place of all that is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child instanceof Node));
  return element;
}

/** Calls a function once things have been quiet for so long. */
export function quiet(ms, call) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...args), ms);
  };
}
