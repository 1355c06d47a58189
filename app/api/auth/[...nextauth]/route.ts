import NextAuth from 'next-auth'
import { noteRefusal } from '@/lib/auth/note-refusal'
import { authOptions } from '@/lib/auth/options'

type Context = { params: Promise<{ nextauth: string[] }> }

type Handler = (request: Request, context: Context) => Promise<Response>

/** What the library says after a callback that brought nobody. Whom we refuse ourselves is noted where that is decided. */
const failureOf = (response: Response): string | null => {
  const code = /[?&]error=([^&]{1,40})/.exec(response.headers.get('location') ?? '')?.[1] ?? null
  return code === 'AccessDenied' || code === 'CredentialsSignin' ? null : code
}

/** The options are read per request: settings are not there yet when the app is built. */
const handle: Handler = async (request, context) => {
  const response = await (NextAuth(authOptions()) as Handler)(request, context)
  const [act] = (await context.params).nextauth
  const code = act === 'callback' ? failureOf(response) : null
  if (code !== null) await noteRefusal('provider_failed', { code })
  return response
}

export { handle as GET, handle as POST }
