// Which words go with what is on the map now?
import { isShown, themes } from './themes.mjs';

const SIZE = { width: 34, height: 22 };

/** Fills a box with a picture, over and over. On paper a pattern of the canvas itself stays empty. */
function tile(pen, part, [x, y, width, height]) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  for (let left = x; left < x + width; left += part.width) {
    for (let top = y; top < y + height; top += part.height) pen.drawImage(part, left, top);
  }
  pen.restore();
}

/** Draws one entry the way the map does. */
export function swatch(map, ground, color, { fill, line, pattern, symbol }) {
  const canvas = document.createElement('canvas');
  const ratio = 2;
  canvas.width = SIZE.width * ratio;
  canvas.height = SIZE.height * ratio;
  canvas.style.width = `${SIZE.width}px`;
  const pen = canvas.getContext('2d');
  const box = [2, 2, canvas.width - 4, canvas.height - 4];
  const picture = (name) => {
    const { data, pixelRatio } = map.getImage(`${name}-${ground}`);
    const part = document.createElement('canvas');
    [part.width, part.height] = [data.width, data.height];
    part.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(data.data), data.width, data.height), 0, 0);
    return { part, scale: ratio / pixelRatio };
  };
  if (fill) {
    pen.fillStyle = color(fill);
    pen.fillRect(...box);
  }
  if (pattern) tile(pen, picture(pattern).part, box);
  if (line) {
    pen.strokeStyle = color(line);
    pen.lineWidth = 3;
    pen.setLineDash(pattern === 'undecided' ? [8, 4] : []);
    pen.strokeRect(...box);
  }
  if (symbol) {
    const { part, scale } = picture(symbol);
    const [width, height] = [part.width * scale, part.height * scale].map((side) => side * 0.75);
    pen.drawImage(part, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  }
  return canvas;
}

/** A heading; of a theme with a box to switch it by. */
function heading(group, { lang, shown, toggle }) {
  const title = document.createElement('h2');
  title.textContent = group[lang];
  if (!group.group || !toggle) return title;
  const [label, box] = ['label', 'input'].map((name) => document.createElement(name));
  box.type = 'checkbox';
  box.id = `theme-${group.group}`;
  box.checked = shown.includes(group.group);
  box.addEventListener('change', () => toggle(group.group, box.checked));
  label.append(box, title);
  return label;
}

/**
 * Fills the box with the groups that show at this zoom. `toggle` switches a theme; without it
 * themes that are off are left out.
 */
export async function showLegend(box, map, style, { lang, shown, hidden, toggle }) {
  const palette = await (await fetch('/palette.json')).json();
  const ground = style.metadata['toplaag:ground'];
  const color = (name) => name.split('.').reduce((part, key) => part[key], palette)[ground];
  const zoom = map.getZoom();
  const there = themes(style);
  const focused = document.activeElement?.id;
  const isOn = ({ group }) => !group || shown.includes(group);
  const groups = style.metadata['toplaag:legend'].filter(({ group, from = 0, to = 99, of }) => {
    if (group) return there.includes(group) && (toggle || shown.includes(group));
    return zoom >= from && zoom < to && (!of || isShown({ 'source-layer': of }, shown, hidden));
  });
  box.replaceChildren(...groups.flatMap((group) => {
    const rows = group.entries.filter(({ from = 0 }) => isOn(group) && zoom >= from).map((entry) => {
      const row = document.createElement('p');
      row.append(swatch(map, ground, color, entry), entry[lang]);
      return row;
    });
    return [heading(group, { lang, shown, toggle }), ...rows];
  }));
  // The box the keyboard was on is a new one now.
  if (focused?.startsWith('theme-')) document.getElementById(focused)?.focus();
}
