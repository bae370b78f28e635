/** What a page translator put in the place of a text. */
interface Translation {
  readonly nodes: readonly ChildNode[];
  /** What the text said. */
  readonly original: string;
}

const isText = (node: Node | null): node is Text => node instanceof Text;

/**
 * Page translators take text nodes out of the page and put `<font>` elements there. Svelte goes on writing into the nodes it made, so
 * the screen would keep what was said before: a state that is over, or a number that was masked since. Here each such text is put
 * back, empty, behind its translation. When it is written again it shows, and its translation goes; when it is removed, its
 * translation is removed too. The translator may then translate what is new. The returned function ends it.
 */
export function followTranslators(): () => void {
  const translations = new WeakMap<Text, Translation>();
  const standsFor = new WeakMap<Node, Text>();

  const forget = (text: Text) => {
    for (const node of translations.get(text)!.nodes) node.remove();
    translations.delete(text);
  };

  /** Puts a text that was taken out of the page behind what came in its place. Returns whether something did. */
  function putBack(text: Text, nodes: readonly ChildNode[]): boolean {
    const last = nodes.at(-1);
    if (!last?.isConnected) return false;
    if (text.isConnected) {
      if (!nodes.some((node) => node.contains(text))) return false;
      // The translator keeps the node inside its element: a copy does there too.
      text.replaceWith(text.data);
    }
    last.after(text);
    if (text.data.trim() === '') {
      // Nothing to translate: between the items of a row it would be one more item.
      for (const node of nodes) node.remove();
    } else {
      translations.set(text, { nodes, original: text.data });
      for (const node of nodes) standsFor.set(node, text);
      text.data = '';
    }
    return true;
  }

  /** What came for a text that went: in the same step, or, of a translator's own elements, in the step before or after. */
  function replacementOf({ target, addedNodes, previousSibling, nextSibling }: MutationRecord): ChildNode[] {
    if (addedNodes.length > 0)
      return ([...addedNodes] as ChildNode[]).filter(({ parentNode }) => parentNode === target);
    const beside = [previousSibling, nextSibling].find(
      (node) => node instanceof HTMLElement && node.localName === 'font' && !standsFor.has(node),
    );
    return beside ? [beside as ChildNode] : [];
  }

  const observer = new MutationObserver((records) => {
    for (const record of records) {
      const { type, target, removedNodes } = record;
      if (type === 'characterData') {
        if (isText(target) && translations.has(target)) forget(target);
        continue;
      }
      for (const node of removedNodes) {
        const text = isText(node) ? node : standsFor.get(node);
        if (!text) continue;
        if (text === node && putBack(text, replacementOf(record))) continue;
        const translation = translations.get(text);
        if (!translation) continue;
        if (!text.isConnected) {
          forget(text);
        } else if (!translation.nodes.some(({ isConnected }) => isConnected)) {
          // The translator took its translation away.
          text.data = translation.original;
          translations.delete(text);
        } else if (text === node) {
          // It was moved.
          text.before(...translation.nodes);
        }
      }
    }
    // What was done here is no news.
    observer.takeRecords();
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  return () => observer.disconnect();
}
