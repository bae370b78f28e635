/** How a company's server signs who its members are, for the service of an address name. */
export const typescriptExample = (slug: string) => `import { SignJWT } from 'jose';

const secret = new TextEncoder().encode(process.env.DAMSO_MEMBER_SECRET);

export function damsoIdentity(user: { id: string; name?: string; email?: string; phone?: string }) {
  return new SignJWT({ name: user.name, email: user.email, phone: user.phone })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user.id)
    .setAudience('${slug}')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(secret);
}`;

/** The page of a member: asked again whenever a token has run out; and signing out. */
export const pageExample = () => `damso('identify', () => fetch('/damso-identity').then((answer) => answer.text()));

// When the member signs out:
damso('forget');`;

/** The same over the API, by hand. */
export const curlExample = (slug: string, origin: string) => `b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
now=$(date +%s)
head=$(printf '{"alg":"HS256"}' | b64)
body=$(printf '{"sub":"42","name":"Kim","aud":"${slug}","iat":%s,"exp":%s}' $now $((now + 240)) | b64)
sign=$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -hmac "$DAMSO_MEMBER_SECRET" -binary | b64)

curl ${origin}/graphql -H 'content-type: application/json' -d '{
  "query": "mutation ($input: IdentifyInput!) { identify(input: $input) { __typename ... on IdentityRefused { reason } } }",
  "variables": { "input": { "service": "${slug}", "identity": "'"$head.$body.$sign"'" } }
}'`;
