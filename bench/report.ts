import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

/** One line of the table. `floor`, where there is one, and `damso` hold one figure for each round. */
export interface Row {
  metric: string;
  unit: string;
  floor?: number[];
  damso: number[];
  /** What is held against the target: Damso's figure as a multiple of the floor's, or by itself. */
  judged: 'ratio' | 'itself';
  target?: { most: number } | { least: number };
}

export interface Report {
  date: string;
  machine: Machine & { postgres: string };
  shape: string;
  rows: Row[];
  notes: string[];
  rounds: unknown;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function printReport({ date, machine, shape, rows, notes }: Report): void {
  const lines = [['metric', 'floor', 'Damso', 'ratio', 'rounds', 'target', ''], ...rows.map(cells)];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const print = (line: string[]) => {
    const padded = line.map((cell, column) =>
      column === 0 || column > 4 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    console.log(padded.join('  ').trimEnd());
  };
  console.log(`\n${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}`);
  console.log(`Node ${machine.node}, ${machine.postgres}; load at the start ${machine.load}`);
  console.log(`${shape}\n`);
  print(lines[0]!);
  console.log('-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)));
  for (const line of lines.slice(1)) print(line);
  if (notes.length > 0) console.log(`\n${notes.map((note) => `! ${note}`).join('\n')}`);
}

export function saveReport(report: Report): string {
  const dir = join(import.meta.dirname, 'results');
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${report.date.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  return file;
}

export function ratioOf({ floor, damso }: Row): number | undefined {
  return floor && median(damso) / median(floor);
}

function cells(row: Row): string[] {
  const { metric, unit, floor, damso, judged, target } = row;
  const ratio = ratioOf(row);
  const ratios = floor ? damso.map((value, round) => value / floor[round]!) : [];
  const spread = ratios.length > 1 ? `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}` : '';
  let wanted = '–';
  let verdict = '';
  if (target) {
    const value = judged === 'ratio' ? ratio! : median(damso);
    const [sign, limit] = 'most' in target ? ['≤', target.most] : ['≥', target.least];
    wanted = `${sign} ${limit}${judged === 'ratio' ? ' ×' : ` ${unit}`}`;
    verdict = ('most' in target ? value <= limit : value >= limit) ? 'ok' : 'over';
  }
  return [
    metric,
    floor ? figure(median(floor), unit) : '–',
    figure(median(damso), unit),
    ratio === undefined ? '–' : `${ratio.toFixed(2)} ×`,
    spread,
    wanted,
    verdict,
  ];
}

function figure(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}
