import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Command } from './driver.ts';
import type { Measurement } from './load.ts';
import { loadCore, onCore } from './machine.ts';
import type { Occasion } from './occasion.ts';

type Measured = Extract<Answer, { measurement: unknown }>['measurement'];

/** The process of `driver.ts`, seen from the one that gives the orders. */
export class LoadProcess {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<Measured>>();
  #lastId = 0;

  constructor(signal: AbortSignal) {
    const [program, args] = onCore(loadCore, [process.execPath, join(import.meta.dirname, 'driver.ts')]);
    this.#process = spawn(program, args, { signal, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#process.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id)!;
      this.#waiting.delete(answer.id);
      if ('error' in answer) waiting.reject(new Error(answer.error));
      else waiting.resolve(answer.measurement);
    });
    this.#process.on('error', (error) => this.#rejectAll(error));
    this.#process.on('exit', (code) => this.#rejectAll(new Error(`the driver ended with code ${code}`)));
  }

  async perform(command: Command): Promise<void> {
    await this.#ask(command);
  }

  async measure(command: Command): Promise<Measurement> {
    const measurement = await this.#ask(command);
    if (!measurement || 'took' in measurement) throw new Error(`${command.do} measures nothing`);
    return measurement;
  }

  async observe(command: Command): Promise<Occasion> {
    const occasion = await this.#ask(command);
    if (!occasion || !('took' in occasion)) throw new Error(`${command.do} is no occasion`);
    return occasion;
  }

  async stop(): Promise<void> {
    if (!this.#process.connected) return;
    const exited = once(this.#process, 'exit');
    this.#process.disconnect();
    await exited;
  }

  #ask(command: Command): Promise<Measured> {
    this.#lastId += 1;
    const waiting = Promise.withResolvers<Measured>();
    this.#waiting.set(this.#lastId, waiting);
    this.#process.send({ id: this.#lastId, command });
    return waiting.promise;
  }

  #rejectAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
