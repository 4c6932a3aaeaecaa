// A certified OpenID Connect provider for one test run: `node provider.mjs PORT CALLBACK`. Its people are whoever types a name.
import Provider from "oidc-provider";

const [port, callback] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: "sbt",
    client_secret: "hanya-untuk-uji",
    redirect_uris: [callback],
    grant_types: ["authorization_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_basic",
  }],
  pkce: { required: () => true },
  cookies: { keys: ["hanya-untuk-uji"] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, name: "Seseorang", email: "x@contoh.example" }) }),
  ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
});

provider.on("authorization.success", (context) => {
  const { params } = context.oidc;
  console.log(JSON.stringify({ challenge: params.code_challenge_method, state: Boolean(params.state), scope: params.scope }));
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
