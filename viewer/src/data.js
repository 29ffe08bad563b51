// Where does the page read from, and how do columns become sites?
import { ready } from './rank.js';

/** Reads JSON beside the page; says which file when it cannot. */
export async function read(name) {
  const answer = await fetch(new URL(name, document.baseURI));
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
  return answer.json();
}

const CODED = ['location', 'form', 'verdict', 'standing', 'list', 'gemeente', 'buurt', 'corporatie'];
const PLAIN = [
  'id', 'name', 'address', 'complex', 'rank', 'homes', 'homes_to_compare', 'score', 'coverage', 'weights', 'may', 'in_set',
  'top_k_share', 'top_k_share_weights', 'lon_lat',
];

/** Adds the sites of one file behind those of another; texts and groups keep one number each. */
export function append(sites, file) {
  for (const name of PLAIN) sites[name] = sites[name].concat(file[name]);
  sites.v = sites.v.map((column, at) => column.concat(file.v[at]));
  for (const name of CODED) {
    const places = new Map(sites[name].values.map((value, at) => [value, at]));
    const to = file[name].values.map((value) => {
      if (!places.has(value)) places.set(value, places.size);
      return places.get(value);
    });
    sites[name] = {
      values: [...places.keys()],
      at: sites[name].at.concat(file[name].at.map((at) => (at === null ? null : to[at]))),
    };
  }
  const key = (group) => JSON.stringify(group);
  const groups = new Map(sites.groups.map((group, at) => [key(group), at]));
  const to = file.groups.map((group) => {
    if (!groups.has(key(group))) {
      groups.set(key(group), groups.size);
      sites.groups.push(group);
    }
    return groups.get(key(group));
  });
  sites.group = sites.group.concat(file.group.map((group) => (group === null ? null : to[group])));
  return sites;
}

/** The columns with what is looked up in them. */
export class Sites {
  constructor(columns) {
    this.columns = columns;
    this.n = columns.id.length;
    this.table = ready(columns);
    this.places = new Map(columns.id.map((id, at) => [id, at]));
    const gemeenten = new Map();
    columns.group.forEach((group, at) => {
      if (group !== null && !gemeenten.has(columns.groups[group][0])) gemeenten.set(columns.groups[group][0], this.of('gemeente', at));
    });
    /** What people call a group. */
    this.groupNames = columns.groups.map(([gemeente, corporatie]) =>
      [corporatie, gemeente && (gemeenten.get(gemeente) ?? gemeente)].filter(Boolean).join(', '));
  }

  /** A text of a column that recurs; `null` where there is none. */
  of(column, at) {
    const { values, at: places } = this.columns[column];
    const place = places[at];
    return place === null || place === undefined ? null : values[place];
  }

  /** What a site is called in a row: its address, else its name. */
  short(at) {
    return this.columns.address[at] || this.columns.name[at];
  }
}
