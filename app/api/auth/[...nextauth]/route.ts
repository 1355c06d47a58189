import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/options'

type Context = { params: Promise<{ nextauth: string[] }> }

type Handler = (request: Request, context: Context) => Promise<Response>

/** The options are read per request: settings are not there yet when the app is built. */
const handle: Handler = (request, context) => (NextAuth(authOptions()) as Handler)(request, context)

export { handle as GET, handle as POST }
