// Plain JavaScript of long ago: a Node that is too old for the rest must understand it.
const least = 24;
const present = process.versions.node;
if (Number(present.split('.')[0]) < least) {
  console.error(
    'Damso cannot start. It needs Node ' +
      least +
      ' or newer, and this is ' +
      present +
      '. `npm ci` brings one along, unless it leaves out what is optional.',
  );
  process.exit(1);
}
