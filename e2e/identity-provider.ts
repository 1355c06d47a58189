import type { Server } from 'node:http'
import Provider from 'oidc-provider'

export type IdentityProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly stop: () => Promise<void>
}

const clientId = 'kontor'
const clientSecret = 'a-secret-that-only-the-test-knows-0123456789'

/**
 * A real OpenID provider for tests. Its development page signs in anyone who is typed: by an address that is the subject
 * too, or as `subject|address`, or as `subject|address|name` with the name escaped as in an address. Without a name it is
 * the local part of the address; addresses that begin with `unverified` are not verified.
 */
export const startIdentityProvider = async (port: number, portalUrl: string): Promise<IdentityProvider> => {
  const issuer = `http://localhost:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${portalUrl}/api/auth/callback/oidc`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, login) => {
      const [subject = '', email = subject, name = email.split('@')[0]] = login.split('|')
      return {
        accountId: login,
        claims: () => ({
          sub: login,
          email,
          email_verified: !email.startsWith('unverified'),
          name: decodeURIComponent(name ?? ''),
        }),
      }
    },
    cookies: { keys: ['test-cookie-key'] },
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  })
  const server = await new Promise<Server>((listening) => {
    const started = provider.listen(port, () => listening(started))
  })
  return {
    issuer,
    clientId,
    clientSecret,
    stop: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
