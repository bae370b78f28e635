// Imported before anything else: graphql-js decides while it is loaded whether it makes its development checks on every object.
process.env['NODE_ENV'] ??= 'production';
