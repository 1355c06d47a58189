import { createHmac } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { appDb } from '@/db/app'
import { type CapabilitySigner, createCapabilitySigner } from '@/lib/capability/signer'
import { readAdminList } from '@/lib/core/access/admin'
import { demoPeople } from '@/lib/demo/people'
import type { Documents, RenderInvoice } from '@/lib/flows/invoices/read-document'
import { speakerOf } from '@/lib/i18n/speak'
import { createMailer, type Mailer } from '@/lib/mail/mailer'
import { type Clock, systemClock } from '@/lib/platform/clock'
import { readSettings, type Settings } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { createSeal, type Seal } from '@/lib/platform/seal'
import { readerOf } from '@/lib/platform/setting-reader'
import type { Runtime } from '@/lib/runtime'
import { createStripe } from '@/lib/stripe/client'
import { createGateway, type StripeGateway } from '@/lib/stripe/gateway'
import { createEmulator, type Emulator } from '@/packages/stripe-emulator/emulator'
import { createEmulatorStore } from '@/packages/stripe-emulator/postgres/store'

/** Keys of the embedded emulator; they open nothing but it. The webhook secret is each installation's own. */
const demoKeys = () => ({
  secretKey: 'sk_test_kontor_demo',
  publishableKey: 'pk_test_kontor_demo',
  webhookSecret: `whsec_${createHmac('sha256', settings().authSecret ?? process.env.AUTH_SECRET ?? '')
    .update('stripe webhook')
    .digest('hex')}`,
})

type Wired = {
  settings?: Settings
  emulator?: Emulator | null
  tellsLater?: boolean
  gateway?: StripeGateway
  documents?: Documents
  signer?: Promise<CapabilitySigner> | null
  mailer?: Mailer | null
  /** The list of admins as it was read last. */
  admins?: { readonly text: string; readonly emails: ReadonlySet<string> }
}
const key = Symbol.for('kontor.wired')
const root = globalThis as { [key]?: Wired }

const wired = (): Wired => {
  root[key] ??= {}
  return root[key]
}

/** The settings of this process, read once. */
export const settings = (): Settings => {
  const parts = wired()
  parts.settings ??= readSettings(process.env)
  return parts.settings
}

const demoAdmins = demoPeople.filter(({ admin }) => admin).map(({ email }) => email)

/**
 * Who runs the platform, by address, at this moment: a list that is mounted as a file is read anew each time, so that
 * whoever is taken off it is out at once. A demo adds its own.
 */
export const adminEmails = (): ReadonlySet<string> => {
  const text = [readerOf(process.env).text('KONTOR_ADMIN_EMAILS') ?? '', ...(settings().demo ? demoAdmins : [])].join()
  const parts = wired()
  if (parts.admins?.text !== text) parts.admins = { text, emails: readAdminList(text) }
  return parts.admins.emails
}

/** The clock of this process; a demo may be set ahead. */
export const clock: Clock = () => {
  const { demoClockSeconds: seconds } = settings()
  return seconds === 0
    ? systemClock()
    : Temporal.Instant.fromEpochMilliseconds(systemClock().epochMilliseconds + seconds * 1000)
}

/** Who signs capabilities, or null where there is no key. */
export const capabilitySigner = async (): Promise<CapabilitySigner | null> => {
  const parts = wired()
  const { capabilityKey } = settings()
  if (parts.signer === undefined) parts.signer = capabilityKey === null ? null : createCapabilitySigner(capabilityKey)
  return parts.signer
}

/** Who sends e-mail, or null where there is no server for it. */
export const mailer = (): Mailer | null => {
  const parts = wired()
  const { mail } = settings()
  if (parts.mailer === undefined) parts.mailer = mail === null ? null : createMailer(mail.url, mail.from)
  return parts.mailer
}

/** Seals quotes, so that what is confirmed is what was shown; the same in every process of an installation. */
export const quoteSeal = (): Seal => createSeal(settings().authSecret ?? process.env.AUTH_SECRET ?? '', 'quote')

/** Has invoices rendered and compared by somebody else than the thread that answers requests. */
export const renderInvoicesWith = ({ render, check }: Documents): void => {
  wired().documents = { render, check }
}

/** Who renders and compares documents: the front server's workers where there are some, else this thread. */
export const invoiceDocuments = (): Documents => wired().documents ?? { render: renderHere, check: checkHere }

export const invoiceRenderer = (): RenderInvoice => invoiceDocuments().render

/** Fonts and layout are loaded by the first invoice, not by every route that is wired here. */
const renderHere: RenderInvoice = async (input) => (await import('@/lib/pdf/render-invoice')).renderInvoicePdf(input)
const checkHere: Documents['check'] = async (input, bytes) =>
  (await import('@/lib/pdf/check-document')).checkDocument(input, bytes)

/** What jobs work with, in this process. */
export const runtime = (): Runtime => ({
  clock,
  db: appDb(),
  ctx: (actor) => ({ actor, now: clock(), db: appDb(), requestId: newId('run') }),
  stripe: stripeGateway(),
  documents: {
    render: (input) => invoiceDocuments().render(input),
    check: (input, bytes) => invoiceDocuments().check(input, bytes),
  },
  post: { mailer: mailer(), url: settings().url, speak: speakerOf },
})

const webhookPath = '/api/stripe/webhook'

/** Where the emulator sends its events: the server of this machine. */
const localWebhookUrl = (): string => {
  const { host, port } = settings()
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}${webhookPath}`
}

/** Has the embedded Stripe of this process send nothing by itself: what it has to tell waits for the server. */
export const leaveWebhooksToServer = (): void => {
  wired().tellsLater = true
}

/** The embedded Stripe of a demo without keys, or null. */
export const stripeEmulator = (): Emulator | null => {
  const parts = wired()
  if (parts.emulator !== undefined) return parts.emulator
  const { demo, stripe, url } = settings()
  parts.emulator =
    demo && stripe === null
      ? createEmulator({
          store: createEmulatorStore(appDb().$client),
          now: clock,
          deliver: fetch,
          tellsLater: parts.tellsLater === true,
          apiKey: demoKeys().secretKey,
          webhookSecret: demoKeys().webhookSecret,
          webhookUrl: localWebhookUrl(),
          publicUrl: url,
        })
      : null
  return parts.emulator
}

/** The keys that Stripe is asked with, and where it is to send its events. */
export const stripeKeys = () => settings().stripe ?? demoKeys()
export const stripeWebhookUrl = (): string => (stripeEmulator() ? localWebhookUrl() : `${settings().url}${webhookPath}`)

/** Stripe itself, or the emulator over the same SDK. */
export const stripeGateway = (): StripeGateway => {
  const parts = wired()
  if (parts.gateway) return parts.gateway
  const emulator = stripeEmulator()
  const keys = stripeKeys()
  parts.gateway = createGateway({
    stripe: createStripe({
      secretKey: keys.secretKey,
      ...(emulator
        ? { fetch: (url: string | URL | Request, init?: RequestInit) => emulator.fetch(new Request(url, init)) }
        : {}),
    }),
    publishableKey: keys.publishableKey,
    webhookSecret: keys.webhookSecret,
    live: keys.secretKey.includes('_live_'),
    automaticTax: settings().automaticTax,
  })
  return parts.gateway
}
