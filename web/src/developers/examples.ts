/** A file of the examples. */
export interface Example {
  readonly name: string;
  readonly text: string;
  /** What it cannot do without, itself included, by name: a folder with these files is whole. */
  readonly files: readonly string[];
  /** It is started, and not only imported. */
  readonly isProgram: boolean;
}

/** The files of the examples by their names. */
export class Examples {
  readonly #texts: ReadonlyMap<string, string>;

  constructor(files: Iterable<readonly [name: string, text: string]>) {
    this.#texts = new Map([...files].sort(([one], [other]) => one.localeCompare(other)));
  }

  get names(): string[] {
    return [...this.#texts.keys()];
  }

  /** Undefined for a file that is not there. */
  hrefOf(name: string): string | undefined {
    return this.#texts.has(name) ? `/developers/examples/${name}` : undefined;
  }

  read(name: string): Example | undefined {
    const text = this.#texts.get(name);
    if (text === undefined) return undefined;
    const files = new Set([name]);
    // What is added on the way is gone through, too.
    for (const each of files) for (const imported of this.#importsOf(each)) files.add(imported);
    return { name, text, files: ['package.json', ...[...files].sort()], isProgram: /^await /m.test(text) };
  }

  #importsOf(name: string): string[] {
    const imports = (this.#texts.get(name) ?? '').matchAll(/^(?:import|export|\}) [^;]*?from '(\.[^']+)';$/gm);
    return Array.from(imports, ([, path]) => new URL(path!, `file:///${name}`).pathname.slice(1));
  }
}
