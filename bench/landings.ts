import { readHistory, type Figure } from './record.ts';

// Prints the table of landings of README.md: one row for each commit in the history, of its runs the last that measured a thing.

const columns: [title: string, metric: RegExp, show: (figure: Figure) => string][] = [
  ['messages /s', /^WebSocket: messages/, ratio],
  ['CPU, WebSocket', /^WebSocket: server CPU/, ratio],
  ['PostgreSQL', /^WebSocket: PostgreSQL/, ratio],
  ['CPU, HTTP', /^HTTP: server CPU/, ratio],
  ['p99', /^1000 .*: p99/, ratio],
  ['CPU at 1,000/s', /^1000 .*: server CPU/, ratio],
  ['page', /^page .*: server CPU/, ratio],
  ['page, PostgreSQL', /^page .*: PostgreSQL/, ratio],
  ['idle socket', /^resident memory/, itself],
  ['end + start', /^an end and a start, .*no line/, itself],
  ['the same, in a crowd', /^an end and a start, .*in line/, itself],
  ['desk', /^a desk .*: opened/, itself],
  ['p99 with photos', /^p99 .*photo/, ratio],
  ['p99 with texts', /^p99 .*lines/, ratio],
  ['first message', /^first message .*delivered/, itself],
];

const landings = new Map<string, { date: string; figures: Record<string, Figure> }>();
for (const { commit, date, figures } of readHistory()) {
  landings.set(commit, { date, figures: { ...landings.get(commit)?.figures, ...figures } });
}
printRow(['commit', 'date', ...columns.map(([title]) => title)]);
printRow(['---', '---', ...columns.map(() => '--:')]);
for (const [commit, { date, figures }] of landings) {
  const cells = columns.map(([, metric, show]) => {
    const found = Object.entries(figures).find(([name]) => metric.test(name));
    return found ? show(found[1]) : '';
  });
  printRow([commit, date.slice(0, 10), ...cells]);
}

function ratio(figure: Figure): string {
  return figure.ratio === undefined ? '' : `${figure.ratio} ×`;
}

function itself({ damso, unit }: Figure): string {
  return `${damso} ${unit}`;
}

function printRow(cells: string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
