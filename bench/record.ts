import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, ratioOf, type Report } from './report.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'bench/history.jsonl');

export interface Figure {
  /** Damso's as a multiple of the floor's; missing where the floor has no like of it. */
  ratio?: number;
  floor?: number;
  damso: number;
  unit: string;
}

interface Line {
  commit: string;
  date: string;
  machine: { cpu: string; cores: number };
  disturbed: boolean;
  scenarios: readonly string[];
  figures: Record<string, Figure>;
}

/** One measurement in one line: of which commit, where, and each metric's medians with their ratio. */
function lineOf({ date, machine, rows, notes }: Report, commit: string, scenarios: readonly string[]): string {
  const figures = rows.map((row): [string, Figure] => {
    const ratio = ratioOf(row);
    return [
      row.metric,
      {
        ...(row.floor && ratio !== undefined && { ratio: rounded(ratio), floor: rounded(median(row.floor)) }),
        damso: rounded(median(row.damso)),
        unit: row.unit,
      },
    ];
  });
  const line: Line = {
    commit,
    date,
    machine: { cpu: machine.cpu, cores: machine.cores },
    disturbed: notes.some((note) => note.includes('DISTURBED')),
    scenarios,
    figures: Object.fromEntries(figures),
  };
  return JSON.stringify(line);
}

/** Appends the line to the history that is checked in; where that would mislead, says why not. */
export function appendToHistory(report: Report, scenarios: readonly string[]): string {
  if (!existsSync(join(root, '.git'))) return 'not added to bench/history.jsonl: this is no checkout';
  const changed = git('status', '--porcelain', '--', '.', ':!bench/history.jsonl');
  if (changed) return 'not added to bench/history.jsonl: what was measured is not committed';
  appendFileSync(file, `${lineOf(report, git('rev-parse', '--short', 'HEAD'), scenarios)}\n`);
  return 'added to bench/history.jsonl';
}

export function readHistory(): Line[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line);
}

/** Three significant digits, which is more than a measurement is worth. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}
