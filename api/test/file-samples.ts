/** The smallest of each kind, as programs write them. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const jpeg = Buffer.from(
  '/9j/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAABAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCYAAq3/9k=',
  'base64',
);
export const webp = Buffer.from(
  'UklGRjgAAABXRUJQVlA4ICwAAACQAQCdASoCAAEAAoBCJaACdLoAA5gA/us2/6E2Paiv/0JP/gk/+CT9wAAAAA==',
  'base64',
);
export const gif = Buffer.from('R0lGODlhAgABAIAAAExpccwzMyH5BAUAAAAALAAAAAACAAEAAAICTAoAOw==', 'base64');
export const pdf = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n', 'latin1');
export const text = Buffer.from('주문번호 12345\r\n\tsecond line 👍🏽\n');
export const html = Buffer.from('<!doctype html><script>document.title = "ran"</script>\n');
