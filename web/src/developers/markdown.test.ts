import { describe, expect, test } from 'vitest';
import { headingId, renderMarkdown, type Links } from './markdown.ts';

const links: Links = {
  file: (path) => (path.startsWith('docs/api/errors.md') ? path.replace('docs/api/errors.md', '/errors') : undefined),
  code: (text) => (text === 'Chat' ? '/reference/Chat' : undefined),
};
const render = (text: string) => renderMarkdown(text, 'docs/guides/first.md', links);
const html = (text: string) => render(text).html.trim();

describe('a text', () => {
  test('shows markup and does not obey it', () => {
    expect(html('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html('a <b onclick="x">b</b>')).toBe('<p>a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt;</p>');
    expect(html('`<i>` & <')).toBe('<p><code>&lt;i&gt;</code> &amp; &lt;</p>');
    expect(html('```ts\nif (a < b) "x";\n```')).toContain('if (a &lt; b) &quot;x&quot;;');
    expect(html('```"><script>\n1\n```')).not.toContain('<script>');
    expect(html('![<b>](https://a.test/x.png)')).toBe('<p>&lt;b&gt;</p>');
  });

  test('links to pages of ours and over HTTP, and to nothing else', () => {
    expect(html('[e](../api/errors.md#codes)')).toBe('<p><a href="/errors#codes">e</a></p>');
    expect(html('[e](https://a.test/?x="y)')).toContain('href="https://a.test/?x=&quot;y"');
    expect(html('[here](#there)')).toBe('<p><a href="#there">here</a></p>');
    for (const address of [
      'javascript:alert(1)',
      'JAVASCRIPT:alert(1)',
      'data:text/html,x',
      '//a.test',
      '../secret.md',
    ])
      expect(html(`[words](${address})`), address).toBe('<p>words</p>');
  });

  test('leads from a name in code to where it is described, but not within a link', () => {
    expect(html('`Chat`, `Cat`')).toBe('<p><a href="/reference/Chat"><code>Chat</code></a>, <code>Cat</code></p>');
    expect(html('[`Chat`](#x)')).toBe('<p><a href="#x"><code>Chat</code></a></p>');
  });

  test('has headings with addresses of their own, as GitHub makes them', () => {
    const { html: page, headings } = render('## One `two`, three\n\n### Same\n\n### Same\n\n## 한국어 제목');
    expect(headings).toEqual([
      { id: 'one-two-three', text: 'One two, three', depth: 2 },
      { id: 'same', text: 'Same', depth: 3 },
      { id: 'same-1', text: 'Same', depth: 3 },
      { id: '한국어-제목', text: '한국어 제목', depth: 2 },
    ]);
    expect(page).toContain(
      '<h2 id="one-two-three"><a class="place" href="#one-two-three">One <code>two</code>, three</a>',
    );
    expect(headingId('Queries & mutations')).toBe('queries--mutations');
  });

  test('has tables and code that the keyboard reaches', () => {
    expect(html('| a | b |\n| - | -: |\n| 1 | `2` |')).toBe(
      '<div class="table" tabindex="0"><table><thead><tr><th scope="col">a</th><th scope="col" class="right">b</th></tr></thead>\n' +
        '<tbody><tr><td>1</td><td class="right"><code>2</code></td></tr></tbody></table></div>',
    );
    expect(html('```bash\nls\n```')).toBe(
      '<div class="code"><pre tabindex="0" data-language="bash"><code>ls\n</code></pre></div>',
    );
  });
});
