import { cookies } from 'next/headers'

const sessionCookie = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/

/** Ends the session of this browser. A cookie marked secure is only taken back by one that is secure too. */
export const endSession = async (): Promise<void> => {
  const jar = await cookies()
  for (const { name } of jar.getAll()) {
    if (!sessionCookie.test(name)) continue
    const secure = name.startsWith('__Secure-')
    jar.set(name, '', { path: '/', maxAge: 0, httpOnly: true, sameSite: 'lax', secure })
  }
}
