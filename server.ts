import { createServer } from 'node:http'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import next from 'next'
import { answerGrant, answerTakeBack } from '@/app/api/admin/orgs/[org]/grants/answers'
import { GET as health } from '@/app/api/health/route'
import { POST as stripeWebhook } from '@/app/api/stripe/webhook/route'
import { POST as check } from '@/app/api/v1/check/route'
import { DELETE as releaseReservation } from '@/app/api/v1/orgs/[org]/reservations/[reservation]/route'
import { POST as usageEvents } from '@/app/api/v1/usage/events/route'
import { closeAppDb } from '@/db/app'
import { machineActor } from '@/lib/auth/machine'
import { mailer, renderInvoicesWith, runtime, settings } from '@/lib/compose'
import { loadEmulator } from '@/lib/demo/load-emulator'
import { compressedFiles } from '@/lib/http/compressed-files'
import { createDrain } from '@/lib/http/front/drain'
import { withEmulatorPages } from '@/lib/http/front/emulator-pages'
import { createFront, refuseUnread } from '@/lib/http/front/front'
import { hotRoutes } from '@/lib/http/front/hot-routes'
import { keptPages, keptPaths } from '@/lib/http/front/kept-pages'
import { route } from '@/lib/http/route'
import { jobs } from '@/lib/jobs/index'
import { startScheduler } from '@/lib/jobs/scheduler'
import { createPdfPool } from '@/lib/pdf/pool'
import { SettingsError, wrongSettingsExit } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { repeat } from '@/lib/platform/repeat'
import { limitTurns } from '@/lib/platform/turns'
import { startUp } from '@/lib/start-up'

// V8 puts what code makes straight among what is old, once it has seen much of it grow old, as it does while pages are
// loaded at the start. Requests that were answered long ago are held by that until all of memory is looked through.
setFlagsFromString('--no-allocation-site-pretenuring')
// Memory is looked through whenever what is old has grown by 30 %; by itself V8 lets it double.
setFlagsFromString('--heap-growing-percent=30')

/**
 * Routes that machines call often: answered here, before Next sees the request. All that changes what an organization
 * holds is among them, so that its changes wait in one line and are written together.
 */
const hot = hotRoutes({
  'GET /api/health': health,
  'POST /api/v1/usage/events': usageEvents,
  'POST /api/v1/check': check,
  'POST /api/stripe/webhook': stripeWebhook,
  'DELETE /api/v1/orgs/[org]/reservations/[reservation]': releaseReservation,
  'POST /api/admin/orgs/[org]/grants': route(machineActor, answerGrant),
  'POST /api/admin/orgs/[org]/grants/[grant]/take-back': route(machineActor, answerTakeBack),
})

/** Where a server that listens on this host is reached from the same machine. */
const localHost = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host)

const mostHeaderBytes = 16_384
/** How long a change of an organization waits behind others before it is refused: nobody is kept for longer than 5 s. */
const mostTurnMs = 4_500
/** How long whoever spreads requests over servers has to see in the health of this one that it ends. */
const drainNoticeMs = 3_000
/** How long requests that are under way may take then. */
const mostDrainMs = 20_000
/** Longer than balancers and clients keep a connection: who would send on one that is just being closed gets no answer. */
const idleMs = 75_000

/** How often the demo's own Stripe does what is due there. */
const emulatorRhythm = { what: 'the Stripe emulator', everyMs: 1_000, eager: true }

const main = async (): Promise<void> => {
  limitTurns(mostTurnMs)
  await startUp()
  const emulator = await loadEmulator({ tellsLater: false })
  const { url, host, port } = settings()
  const isDev = process.argv.includes('--dev')
  const server = createServer({ maxHeaderSize: mostHeaderBytes })
  // Next would take every connection that asks to become another protocol, and keep it for ever. Given a server that
  // never listens, it takes none: such a request is answered like any other.
  const httpServer = isDev ? server : createServer()
  const app = next({ dev: isDev, dir: process.cwd(), hostname: host, port, httpServer })
  await app.prepare()
  const kept = keptPages({ hostname: localHost(host), port }, isDev ? [] : keptPaths)
  const files = compressedFiles(join(process.cwd(), '.next', 'static'), '/_next/static')
  const drain = createDrain(server)
  const nextPages = app.getRequestHandler()
  const pages = emulator ? withEmulatorPages(emulator.serve, url, nextPages) : nextPages
  server.on('request', createFront({ url, hot, files, kept, pages }))
  server.on('clientError', refuseUnread)
  server.keepAliveTimeout = idleMs
  server.headersTimeout = idleMs + 5_000
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, host, listening)
  })
  kept.warm().catch((error: unknown) => log.warn({ err: error }, 'pages could not be made beforehand'))

  const pdfs = createPdfPool({ size: Math.max(1, availableParallelism() - 1) })
  renderInvoicesWith(pdfs)
  const background = settings().scheduler ? [startScheduler(runtime(), jobs)] : []
  if (emulator) background.push(repeat({ ...emulatorRhythm, work: emulator.deliverDue }))

  let ending = false
  const stop = async (signal?: NodeJS.Signals): Promise<void> => {
    if (ending) return
    ending = true
    const noticeMs = signal === 'SIGTERM' ? drainNoticeMs : 0
    await Promise.all([drain({ noticeMs, mostMs: mostDrainMs }), ...background.map((end) => end())])
    mailer()?.close()
    await pdfs.close()
    await app.close()
    await closeAppDb()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // The supervisor is gone: its successor needs the port.
  process.once('disconnect', () => stop())
  process.send?.('listening')
}

/** A process that met something unforeseen is not trusted any further: it ends, and its supervisor starts it again. */
const die = (error: unknown): void => {
  if (error instanceof SettingsError) {
    process.stderr.write(`\n${error.message}\n\n`)
    process.exit(wrongSettingsExit)
  }
  log.fatal({ err: error }, 'unforeseen error: the process ends')
  process.exit(1)
}
process.on('uncaughtException', die)
process.on('unhandledRejection', die)
main().catch(die)
