import { randomUUID } from 'node:crypto';
import { RequestFailed, type GuardedClient } from '../guarded-client.ts';
import { signedHeaders } from '../webhook/signature.ts';
import { Malformed, readAnswer, type DataField } from './answer.ts';
import { CustomerDataFailed } from './customer-data.errors.ts';

/** What one request may take: somebody waits for it. */
const timeoutMs = 3_000;
/** An answer is given again for so long to the same question … */
const keptMs = 60_000;
/** … and so many of them at most, of at most 64 kB each. */
const mostKept = 200;
/** So many requests are under way at once, of a service and in this process. */
const mostOfService = 8;
const mostAtOnce = 64;

/** What is asked, and where. */
export interface Question {
  readonly serviceId: string;
  readonly url: string;
  /** The same for the same question. */
  readonly body: string;
  readonly secrets: readonly string[];
}

/** What the company's system told, and when. */
export interface CustomerData {
  readonly fields: readonly DataField[];
  readonly fetchedAt: Date;
}

/**
 * Asks companies' own systems about their customers. The same question within a minute is answered from memory, or by the request that
 * is under way; nothing of it is written down. What failed is asked anew.
 */
export class CustomerDataClient {
  readonly #client: GuardedClient;
  readonly #kept = new Map<string, { answer: Promise<CustomerData>; timer?: NodeJS.Timeout }>();
  readonly #underWay = new Map<string, number>();
  readonly #closing = new AbortController();
  readonly counts = { answered: 0, failed: 0, refused: 0 };

  constructor(client: GuardedClient) {
    this.#client = client;
  }

  /** The answer, or CustomerDataFailed. */
  async ask(question: Question): Promise<CustomerData> {
    const key = [question.serviceId, question.url, question.body].join('\n');
    const kept = this.#kept.get(key);
    if (kept) return kept.answer;
    const entry: { answer: Promise<CustomerData>; timer?: NodeJS.Timeout } = { answer: this.#request(question) };
    this.#keep(key, entry);
    try {
      const answer = await entry.answer;
      entry.timer = setTimeout(() => {
        this.#forget(key, entry);
      }, keptMs).unref();
      return answer;
    } catch (error) {
      this.#forget(key, entry);
      throw error;
    }
  }

  /** The answer of this moment, which is not kept. */
  askNow(question: Question): Promise<CustomerData> {
    return this.#request(question);
  }

  /** Ends what is under way and forgets what was told. */
  close(): void {
    this.#closing.abort();
    for (const { timer } of this.#kept.values()) clearTimeout(timer);
    this.#kept.clear();
  }

  #keep(key: string, entry: { answer: Promise<CustomerData> }): void {
    this.#kept.set(key, entry);
    if (this.#kept.size <= mostKept) return;
    const [oldest] = this.#kept;
    if (oldest) this.#forget(...oldest);
  }

  #forget(key: string, entry: { timer?: NodeJS.Timeout }): void {
    clearTimeout(entry.timer);
    if (this.#kept.get(key) === entry) this.#kept.delete(key);
  }

  async #request({ serviceId, url, body, secrets }: Question): Promise<CustomerData> {
    const ofService = this.#underWay.get(serviceId) ?? 0;
    const ofAll = [...this.#underWay.values()].reduce((sum, count) => sum + count, 0);
    if (ofService >= mostOfService || ofAll >= mostAtOnce) {
      this.counts.refused += 1;
      throw new CustomerDataFailed('BUSY');
    }
    this.#underWay.set(serviceId, ofService + 1);
    try {
      const fields = await this.#exchange(url, body, secrets);
      this.counts.answered += 1;
      return { fields, fetchedAt: new Date() };
    } catch (error) {
      this.counts.failed += 1;
      if (error instanceof RequestFailed) throw new CustomerDataFailed(error.problem);
      throw error;
    } finally {
      const left = this.#underWay.get(serviceId)! - 1;
      if (left === 0) this.#underWay.delete(serviceId);
      else this.#underWay.set(serviceId, left);
    }
  }

  async #exchange(url: string, body: string, secrets: readonly string[]): Promise<DataField[]> {
    if (secrets.length === 0) throw new CustomerDataFailed('UNREADABLE_SECRET');
    const answer = await this.#client.send({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'Damso',
        ...signedHeaders(randomUUID(), new Date(), body, secrets),
      },
      body,
      timeoutMs,
      signal: this.#closing.signal,
    });
    const { status } = answer;
    if (status === 401 || status === 403) throw new CustomerDataFailed('REFUSED', { status });
    if (status === 204) return [];
    if (status !== 200) throw new CustomerDataFailed('BAD_STATUS', { status });
    try {
      return readAnswer(answer.body);
    } catch (error) {
      if (error instanceof Malformed) throw new CustomerDataFailed('MALFORMED', { status, part: error.at });
      throw error;
    }
  }
}
