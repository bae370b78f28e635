import type { Language } from '../service/service.entity.ts';

/** A paragraph, a link under a label, or words that somebody wrote. */
export type Block = string | { readonly link: string; readonly label: string } | Quote;

interface Quote {
  readonly quote: string;
  /** Who said it and when. */
  readonly by?: string;
}

/** What a mail says, to whom. */
export interface Letter {
  readonly language: Language;
  readonly to: string;
  /** The name that it comes from. */
  readonly from: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** In small print under it: that a machine wrote it, and why. */
  readonly foot: string;
  /** Mails of one ticket stand together at the receiver's; the one that `opens` the thread comes first. */
  readonly thread?: { readonly ticketId: string; readonly opens: boolean };
}

/** The letter as plain text. */
export function plainOf({ blocks, foot }: Letter): string {
  const texts = blocks.map((block) => {
    if (typeof block === 'string') return block;
    if ('link' in block) return `${block.label}:\n${block.link}`;
    const lines = block.quote.split('\n').map((line) => `> ${line}`.trimEnd());
    return [...(block.by === undefined ? [] : [block.by]), ...lines].join('\n');
  });
  // The line above the small print is how mail programs know a signature (RFC 3676, 4.3).
  return `${[...texts, `-- \n${foot}`].join('\n\n')}\n`;
}

/** The same as HTML: no script, and nothing that is fetched from anywhere. */
export function htmlOf({ language, subject, blocks, foot }: Letter): string {
  const parts = blocks.map((block) => {
    if (typeof block === 'string') return `<p>${lines(block)}</p>`;
    if ('link' in block) {
      const link = escaped(block.link);
      return `<p><a href="${link}">${escaped(block.label)}</a><br><small style="color:#57606a;word-break:break-all">${link}</small></p>`;
    }
    const by = block.by === undefined ? '' : `<p style="margin:1em 0 0"><small>${escaped(block.by)}</small></p>`;
    return `${by}<blockquote dir="auto" style="margin:4px 0 1em;padding-left:12px;border-left:3px solid #d0d7de">${lines(block.quote)}</blockquote>`;
  });
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:16px;font:16px/1.6 sans-serif">
<div style="max-width:40em">
${parts.join('\n')}
<hr style="border:0;border-top:1px solid #d0d7de">
<p><small style="color:#57606a">${lines(foot)}</small></p>
</div>
</body>
</html>
`;
}

const lines = (text: string) => escaped(text).replaceAll('\n', '<br>');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!);
