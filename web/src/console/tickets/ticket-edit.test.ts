import { expect, test } from 'vitest';
import { tidyText, tidyTitle } from './ticket-edit.ts';

test('a text is saved composed, without blanks around, and a title on one line', () => {
  expect(tidyText(`  한\r\n글\r`.normalize('NFD'))).toBe('한\n글');
  expect(tidyTitle(' 배송\r\n\r\n지연 ')).toBe('배송 지연');
});
