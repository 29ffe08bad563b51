// Cuts a file of sites in two, as the program does for a large run.
const CODED = ['location', 'form', 'verdict', 'standing', 'list', 'gemeente', 'buurt', 'corporatie'];

/** The sites from one place to another as a file of their own, with its own numbers for texts and groups. */
export function part(sites, from, to) {
  const texts = (column) => {
    const at = column.at.slice(from, to);
    const used = [...new Set(at.filter((one) => one !== null))].reverse();
    return { values: used.map((one) => column.values[one]), at: at.map((one) => (one === null ? null : used.indexOf(one))) };
  };
  const own = sites.group.slice(from, to);
  const groups = [...new Set(own.filter((one) => one !== null))].reverse();
  const columns = Object.entries(sites).map(([name, column]) => {
    if (CODED.includes(name)) return [name, texts(column)];
    if (name === 'v') return [name, column.map((one) => one.slice(from, to))];
    if (name === 'group') return [name, own.map((one) => (one === null ? null : groups.indexOf(one)))];
    if (name === 'groups') return [name, groups.map((one) => column[one])];
    return [name, Array.isArray(column) ? column.slice(from, to) : column];
  });
  return { ...Object.fromEntries(columns), from };
}
