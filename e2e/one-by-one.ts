import { MessageWriter } from '../api/src/chat/message-writer.ts';
import { Turns } from '../api/src/realtime/turns.ts';

// Loaded into a product before its own code: a message is written once the one before it is, so no statement takes two.
const turns = new Turns();
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the object it is called on
const { append } = MessageWriter.prototype;
MessageWriter.prototype.append = function (message) {
  return turns.run('messages', () => append.call(this, message));
};
