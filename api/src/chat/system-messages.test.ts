import { expect, test } from 'vitest';
import { agentChanged } from './system-messages.ts';

test('what the system says keeps its order, whatever a name does', () => {
  for (const how of ['handedOver', 'takenOver', 'found'] as const) {
    for (const language of ['ko', 'en'] as const) {
      expect(agentChanged(how, language, 'Mina').body).not.toMatch(/[\u2066-\u2069]/);
      for (const name of ['שרה', 'a\u202eb', 'a\u2069\u202eb\u2067']) {
        const { body } = agentChanged(how, language, name);
        expect(body).toContain(`\u2068${name.replace(/[\u2066-\u2069]/g, '')}\u2069`);
        expect(body.match(/[\u2066-\u2069]/g)).toHaveLength(2);
      }
    }
  }
});
