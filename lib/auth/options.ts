import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { peopleDb } from '@/db/app'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { findPerson } from '@/db/queries/users'
import { clock, settings } from '@/lib/compose'
import { auditEntryBy } from '@/lib/context'
import { readProfile, type SignInRefusal } from '@/lib/core/access/profile'
import { sessionLimits } from '@/lib/core/access/session'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import { ownAddress } from './address'
import { beginSession } from './begin-session'
import { endSessionOf } from './end-session'
import { noteRefusal } from './note-refusal'
import { sessionOf } from './session'

const refuse = async (reason: SignInRefusal, known?: Readonly<Record<string, string>>): Promise<false> => {
  await noteRefusal(reason, known)
  return false
}

/** What the library has to say. That a cookie opens nothing any more happens to everybody. */
const librarySays = (code: string, told?: unknown): void => {
  const level = code === 'JWT_SESSION_ERROR' ? 'debug' : 'warn'
  const { error = told } = typeof told === 'object' && told !== null ? (told as { error?: unknown }) : {}
  log[level](
    { code, err: error instanceof Error ? { type: error.name, message: error.message } : undefined },
    'sign-in',
  )
}

const userForm = /^[\w-]{1,64}$/

/** Signing in as one of the demo's people; it is there only in demo mode. */
const demoProvider = () =>
  CredentialsProvider({
    id: 'demo',
    name: 'Demo',
    credentials: { userId: { type: 'text' } },
    authorize: async (credentials) => {
      if (!settings().demo) return null
      const userId = credentials?.userId ?? ''
      const person = userForm.test(userId) ? await findPerson(peopleDb(), userId) : null
      if (!person) await noteRefusal('unknown_person')
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
  // What it says of a person is read when it is decided whether to let them in.
  profile: ({ sub }: { sub: string }) => ({ id: sub }),
})

/**
 * How people sign in. The cookie carries a secret and nothing else: whose it is, and what they may do, is read from the
 * database on every request. What the library calls a token stands here for that secret.
 */
export const authOptions = (): AuthOptions => {
  const { oidc, demo, authSecret, url } = settings()
  return {
    secret: authSecret ?? process.env.AUTH_SECRET ?? '',
    session: { strategy: 'jwt', maxAge: sessionLimits.mostHours * 3600 },
    jwt: {
      encode: async ({ token }) => String(token?.secret ?? ''),
      decode: async ({ token: secret }) => {
        const session = await sessionOf(secret)
        return session && { sub: session.person.userId, secret }
      },
    },
    useSecureCookies: url.startsWith('https:'),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [...(oidc ? [oidcProvider(oidc)] : []), ...(demo ? [demoProvider()] : [])],
    callbacks: {
      signIn: async ({ account, profile, user }) => {
        if (account?.provider !== 'oidc') return demo
        if (!oidc) return false
        const claims = readProfile({ ...profile }, oidc.trustsEmails)
        if ('refused' in claims) return refuse(claims.refused)
        const [now, newUserId] = [clock(), newId('usr')]
        const { subject, email, emailVerified } = claims
        const known = { issuer: oidc.issuer, subject, email }
        const { outcome, userId } = await signInIdentity(
          peopleDb(),
          { issuer: oidc.issuer, ...claims },
          newUserId,
          now,
          auditEntryBy('', now, '', { after: { ...known, emailVerified, from: await ownAddress() } }),
        )
        if (userId === null) return refuse(outcome, known)
        user.id = userId
        return true
      },
      jwt: async ({ token, user, account }) =>
        user
          ? { sub: user.id, secret: await beginSession(user.id, account?.provider === 'oidc' ? 'oidc' : 'demo') }
          : token,
      session: ({ session, token }) => ({ ...session, user: undefined, userId: token.sub }),
    },
    logger: { error: librarySays, warn: librarySays, debug: () => undefined },
    events: {
      signOut: async ({ token }) => endSessionOf(typeof token?.secret === 'string' ? token.secret : undefined),
    },
  }
}
