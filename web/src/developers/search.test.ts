import { describe, expect, test } from 'vitest';
import { search, type SearchEntry } from './search.ts';

const entries: SearchEntry[] = [
  { title: 'ChatMessage.sentAt', kind: 'field', text: 'When it was said in the chat.', href: 'a' },
  { title: 'Chat', kind: 'object', text: 'A conversation.', href: 'b' },
  { title: 'Mutation.startChat', kind: 'mutation', text: 'Begins a conversation.', href: 'c' },
  { title: 'Webhooks', kind: 'document', text: 'What is told to a program.', href: 'd' },
];
const found = (typed: string) => search(entries, typed).map(({ title }) => title);

describe('the search', () => {
  test('finds names before words, and the whole name first', () => {
    expect(found('chat')).toEqual(['Chat', 'ChatMessage.sentAt', 'Mutation.startChat']);
    expect(found('startchat')).toEqual(['Mutation.startChat']);
    expect(found('sent')).toEqual(['ChatMessage.sentAt']);
    expect(found('PROGRAM')).toEqual(['Webhooks']);
  });

  test('finds only what holds every word', () => {
    expect(found('conversation begins')).toEqual(['Mutation.startChat']);
    expect(found('conversation webhooks')).toEqual([]);
  });

  test('finds nothing for nothing', () => {
    expect(found('')).toEqual([]);
    expect(found('  ')).toEqual([]);
  });
});
