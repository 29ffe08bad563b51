// Which color stands for what? The one way to `palette.json`.
import { readFileSync } from 'node:fs';

const FILE = new URL('../palette.json', import.meta.url);

/** The palette as written: group, name, `light` and `dark`. */
export const palette = JSON.parse(readFileSync(FILE, 'utf8'));

/** The grounds a map can stand on. */
export const THEMES = ['light', 'dark'];

/**
 * Gives the colors of one ground as a function: `color('verdict.suitable')`.
 * A name that does not exist is an error, never black.
 */
export function colors(theme) {
  return (name) => {
    const [group, key] = name.split('.');
    const value = palette[group]?.[key]?.[theme];
    if (!value) throw new Error(`palette.json has no color "${name}" for ${theme}`);
    return value;
  };
}

/** Every color of one ground, once. */
export function all(theme) {
  const groups = Object.values(palette).filter((group) => typeof group === 'object');
  return new Set(groups.flatMap((group) => Object.values(group).map((entry) => entry[theme])));
}
