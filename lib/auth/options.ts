import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { appDb } from '@/db/app'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { findPerson } from '@/db/queries/users'
import { clock, settings } from '@/lib/compose'
import { newId } from '@/lib/platform/ids'

type OidcProfile = { sub: string; email?: string; email_verified?: boolean; name?: string; preferred_username?: string }

const sessionHours = 12

/** Signing in as one of the demo's people; it is there only in demo mode. */
const demoProvider = () =>
  CredentialsProvider({
    id: 'demo',
    name: 'Demo',
    credentials: { userId: { type: 'text' } },
    authorize: async (credentials) => {
      if (!settings().demo) return null
      const person = await findPerson(appDb(), credentials?.userId ?? '')
      return person && { id: person.userId, name: person.name, email: person.email }
    },
  })

const oidcProvider = ({ issuer, clientId, clientSecret, name }: NonNullable<ReturnType<typeof settings>['oidc']>) => ({
  id: 'oidc',
  name,
  type: 'oauth' as const,
  issuer,
  clientId,
  clientSecret,
  wellKnown: `${issuer}/.well-known/openid-configuration`,
  authorization: { params: { scope: 'openid email profile' } },
  idToken: true,
  checks: ['pkce' as const, 'state' as const, 'nonce' as const],
  profile: (profile: OidcProfile) => ({
    id: profile.sub,
    name: profile.name ?? profile.preferred_username ?? profile.email ?? profile.sub,
    email: profile.email ?? '',
  }),
})

/**
 * How people sign in. The token says who somebody is and nothing else: what they may do is read from the database on
 * every request.
 */
export const authOptions = (): AuthOptions => {
  const { oidc, demo, authSecret, adminEmails, url } = settings()
  return {
    secret: authSecret ?? process.env.AUTH_SECRET ?? '',
    session: { strategy: 'jwt', maxAge: sessionHours * 3600 },
    useSecureCookies: url.startsWith('https:'),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [...(oidc ? [oidcProvider(oidc)] : []), ...(demo ? [demoProvider()] : [])],
    callbacks: {
      signIn: async ({ account, profile, user }) => {
        if (account?.provider !== 'oidc') return demo
        const { sub, email, email_verified: verified } = profile as OidcProfile
        if (!oidc || !sub || !email) return false
        const emailVerified = verified ?? oidc?.trustsEmails ?? false
        const admin = emailVerified && adminEmails.includes(email.toLowerCase())
        const identity = { issuer: oidc.issuer, subject: sub, email, emailVerified, name: user.name ?? email, admin }
        const userId = await signInIdentity(appDb(), identity, newId('usr'), clock())
        if (userId === null) return false
        user.id = userId
        return true
      },
      jwt: ({ token, user }) => (user ? { sub: user.id } : { sub: token.sub }),
      session: ({ session, token }) => ({ ...session, user: undefined, userId: token.sub }),
    },
  }
}
