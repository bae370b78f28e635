import { Draft } from '#lib/chat/drafts.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';

/** How often a save is repeated that met somebody else's, where the two do not touch the same field. */
const mostRepeats = 3;

/** An edit and what it was made on: when that changes under it, the person decides between the two. */
interface Edit<Value> {
  value: Value;
  base: Value;
}
type Edits<V> = { [N in keyof V]?: Edit<V[N]> };

/** Why a try to save did not succeed. StaleInfo: somebody else saved the same field meanwhile. */
export type SaveRefusal = 'StaleInfo' | 'InvalidInput' | 'NotPermitted' | 'Unreachable';

/** What came of one try to send. A complaint is what the server had against a value. */
export type Sent<C> = 'Saved' | 'StaleInfo' | 'NotPermitted' | { readonly complaint: C };

/** Where typed values are kept until they are saved, and the fields there are, in the order of the form. */
export interface FormOptions<V> {
  readonly names: readonly (keyof V & string)[];
  readonly storage: TextStorage;
  readonly storedAs: string;
  /** The server has no version of it: an edit is saved over what somebody else saved meanwhile. */
  readonly overtakes?: boolean;
}

/**
 * A form over values that others may change meanwhile: the server's values with the person's edits on top. News shows in every field
 * that nobody touched here; edits outlive a refusal, a lost network and the page. What is saved is only what was edited, under the
 * version it was edited at: who else saved another field loses nothing, and of the same field the person decides.
 *
 * `V` are the values as the fields hold them, `C` is a complaint of the server about one of them.
 */
export abstract class VersionedForm<V extends object, C> {
  readonly #names: FormOptions<V>['names'];
  readonly #kept: Draft;
  readonly #overtakes: boolean;
  #edits = $state.raw<Edits<V>>({});
  #isSaving = $state(false);
  #wasSaved = $state(false);
  #refusal = $state<SaveRefusal | null>(null);
  #complaint = $state.raw<C | null>(null);

  /** The server's values with the edits on top; undefined until the server told. */
  readonly values: V | undefined = $derived.by(() => {
    if (!this.saved) return undefined;
    const edits = Object.entries(this.#edits).map(([name, edit]) => [name, (edit as Edit<unknown>).value]);
    return { ...this.saved, ...Object.fromEntries(edits) } as V;
  });
  /** What saving would change, in the order of the form. */
  readonly edited: readonly (keyof V & string)[] = $derived.by(() => {
    const { saved } = this;
    return saved
      ? this.#names.filter((name) => this.#edits[name] && !this.isSame(name, this.#edits[name].value, saved[name]))
      : [];
  });
  /** What was edited here and has been saved otherwise by somebody else since. */
  readonly conflicts: readonly (keyof V & string)[] = $derived.by(() =>
    this.edited.filter((name) => !this.isSame(name, this.#edits[name]!.base, this.saved![name])),
  );

  constructor({ names, storage, storedAs, overtakes = false }: FormOptions<V>) {
    this.#names = names;
    this.#kept = new Draft(storage, storedAs, (edits) => (this.#edits = readEdits<V>(edits, names)));
    this.#overtakes = overtakes;
    this.#edits = readEdits<V>(this.#kept.content, names);
  }

  /** The values as the server has them; undefined until it told. */
  abstract readonly saved: V | undefined;

  protected abstract isSame<N extends keyof V & string>(name: N, one: V[N], other: V[N]): boolean;

  /** Whether a value is refused here already, before it is sent. */
  abstract hasProblem(name: keyof V & string): boolean;

  /** Whether a complaint is answered when this field is edited. */
  protected abstract isAbout(complaint: C, name: keyof V & string): boolean;

  /** Sends what was edited. The server's answer, a stale one included, is adopted into `saved` before this resolves. */
  protected abstract send(edited: readonly (keyof V & string)[], values: V): Promise<Sent<C>>;

  /**
   * Whether an edit equals the saved value and can be dropped. By default values are compared exactly: with a looser rule a blank
   * at the end would vanish while somebody types.
   */
  protected isUndone<N extends keyof V & string>(_name: N, value: V[N], saved: V[N]): boolean {
    return value === saved;
  }

  get isUnsaved(): boolean {
    return this.edited.length > 0;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** The last edits were saved, and nothing was edited since. */
  get wasSaved(): boolean {
    return this.#wasSaved && !this.isUnsaved;
  }

  /** Why the last try to save did not succeed. */
  get refusal(): SaveRefusal | null {
    return this.#refusal;
  }

  /** What the server had against a value of the last try. */
  get complaint(): C | null {
    return this.#complaint;
  }

  edit<N extends keyof V & string>(name: N, value: V[N]): void {
    const { saved } = this;
    if (!saved) return;
    const base = this.#edits[name]?.base ?? saved[name];
    this.#wasSaved = false;
    this.#refusal = null;
    if (this.#complaint && this.isAbout(this.#complaint, name)) this.#complaint = null;
    if (this.isUndone(name, value, saved[name])) this.#drop([name]);
    else this.#keep({ ...this.#edits, [name]: { value, base } });
  }

  /** Where both were edited: what is typed here shall stand. */
  keepOwn(name: keyof V & string): void {
    this.#rebase([name]);
    this.#decide();
  }

  /** Where both were edited: what the other saved shall stand. */
  takeSaved(name: keyof V & string): void {
    this.#drop([name]);
    this.#decide();
  }

  discard(): void {
    this.#keep({});
    this.#refusal = null;
    this.#complaint = null;
  }

  /** Sends what was edited; true when it is saved. */
  async save(): Promise<boolean> {
    if (!this.values || this.#isSaving) return false;
    this.#complaint = null;
    this.#isSaving = true;
    let refusal: SaveRefusal | null = null;
    try {
      for (let repeat = 0; repeat <= mostRepeats; repeat += 1) {
        refusal = await this.#try();
        // Who else saved something else loses nothing: ours goes on top of it.
        if (refusal !== 'StaleInfo' || this.conflicts.length > 0) break;
      }
    } catch {
      refusal = 'Unreachable';
    }
    this.#isSaving = false;
    this.#refusal = refusal;
    this.#wasSaved = refusal === null;
    return refusal === null;
  }

  /** To be called when the form is no longer looked at. */
  close(): void {
    this.#kept.close();
  }

  /** To be called when the server answers again: clears the notice that it could not be reached. */
  protected reached(): void {
    if (this.#refusal === 'Unreachable') this.#refusal = null;
  }

  /** To be called when `saved` changed: edits that are the same as it by now are kept no longer. */
  protected adopted(): void {
    this.#keep(this.#edits);
  }

  async #try(): Promise<SaveRefusal | null> {
    const { edited } = this;
    if (!this.#overtakes && this.conflicts.length > 0) return 'StaleInfo';
    if (edited.some((name) => this.hasProblem(name))) return 'InvalidInput';
    if (edited.length === 0) return null;
    const sentEdits = this.#edits;
    const sent = await this.send(edited, this.values!);
    if (typeof sent === 'object') {
      this.#complaint = sent.complaint;
      return 'InvalidInput';
    }
    if (sent !== 'Saved') return sent;
    // What was typed while it was on its way is not saved yet, and stands on what was.
    const rest = edited.filter((name) => this.#edits[name] && this.#edits[name] !== sentEdits[name]);
    if (rest.length === 0) this.#kept.sent();
    this.#drop(edited.filter((name) => !rest.includes(name)));
    this.#rebase(rest);
    return null;
  }

  /** The last conflict is decided: saving is free again. */
  #decide(): void {
    if (this.#refusal === 'StaleInfo' && this.conflicts.length === 0) this.#refusal = null;
  }

  #rebase(names: readonly (keyof V & string)[]): void {
    const rebased = names.flatMap((name) => {
      const edit = this.#edits[name];
      return edit && this.saved ? [[name, { value: edit.value, base: this.saved[name] }]] : [];
    });
    this.#keep({ ...this.#edits, ...(Object.fromEntries(rebased) as Edits<V>) });
  }

  #drop(names: readonly (keyof V & string)[]): void {
    const left = Object.entries(this.#edits).filter(([name]) => !names.includes(name as keyof V & string));
    this.#keep(Object.fromEntries(left) as Edits<V>);
  }

  #keep(edits: Edits<V>): void {
    this.#edits = edits;
    this.#kept.write(this.isUnsaved ? JSON.stringify(edits) : '');
  }
}

/** What was typed and never saved, out of what was kept of it. What cannot be read is not taken for edits. */
export function readEdits<V>(kept: string, names: readonly (keyof V & string)[]): Edits<V> {
  if (kept === '') return {};
  try {
    const edits = Object.entries(JSON.parse(kept) as object).filter(([name]) =>
      names.includes(name as keyof V & string),
    );
    return Object.fromEntries(edits) as Edits<V>;
  } catch {
    return {};
  }
}
