import type { Mask } from './chat/message.entity.ts';

/** Where a mask lies: UTF-16 offsets into the masked body, `end` not included. */
export interface Span {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly sealed: boolean;
}

/** A body with its masks in order. */
export interface Masked<M extends Span = Mask> {
  readonly body: string;
  readonly masks: readonly M[];
}

/** The masks of a text that lie on asterisks: whoever wrote the text without knowing of masks left others behind. */
export const standing = <M extends Span>({ body, masks }: Masked<M>): readonly M[] =>
  masks.filter(({ start, end }) => /^\*+$/.test(body.slice(start, end)));
