import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { after } from 'next/server'
import { noteLooks } from '@/lib/auth/note-looks'
import { pageContext } from '@/lib/auth/page-context'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { pathHeader, signInPath } from './return-path'

/**
 * Reads what a page shows, as the person who asks. Nobody is sent to sign in and back again; what may not be seen, or is
 * not there, is one and the same page that says so. Anything else is a bug and goes to the error page.
 */
export const readPage = async <Shown>(read: (ctx: Ctx) => Promise<Shown>): Promise<Shown> => {
  try {
    const ctx = await pageContext()
    const shown = await read(ctx)
    await noteLooks(ctx)
    return shown
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'unauthenticated') redirect(signInPath((await headers()).get(pathHeader) ?? '/'))
    if (error.status === 404 || error.status === 403) notFound()
    throw error
  }
}

/** Does something once a page is sent, for whoever asked for it. What the page shows does not depend on it. */
export const afterPage = async (act: (ctx: Ctx) => Promise<unknown>): Promise<void> => {
  const ctx = await pageContext()
  after(() =>
    act(ctx).catch((error: unknown) => log.warn({ err: error, requestId: ctx.requestId }, 'not done after a page')),
  )
}
