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
import { readSettings, type Settings, SettingsError } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { createSeal, type Seal } from '@/lib/platform/seal'
import { readerOf } from '@/lib/platform/setting-reader'
import type { Runtime } from '@/lib/runtime'
import { createStripe } from '@/lib/stripe/client'
import { createGateway, type StripeGateway } from '@/lib/stripe/gateway'

/** Keys of the embedded emulator; they open nothing but it. The webhook secret is each installation's own. */
const demoKeys = () => ({
  secretKey: 'sk_test_kontor_demo',
  publishableKey: 'pk_test_kontor_demo',
  webhookSecret: `whsec_${createHmac('sha256', settings().authSecret ?? process.env.AUTH_SECRET ?? '')
    .update('stripe webhook')
    .digest('hex')}`,
})

/** Answers calls of the SDK in place of Stripe. */
type StandIn = { readonly fetch: (request: Request) => Promise<Response> }

type Wired = {
  settings?: Settings
  emulator?: StandIn
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
const renderHere: Documents['render'] = async (input) =>
  (await import('@/lib/pdf/render-document')).renderDocument(input)
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

/** Whether nobody's keys are set and payments go to the embedded Stripe emulator: in a demo alone. */
export const emulatesStripe = (): boolean => settings().demo && settings().stripe === null

/**
 * Has the emulator answer in place of Stripe. It is no part of what is wired here, so that only a demo loads it: whoever
 * starts the process loads it (`lib/demo/load-emulator.ts`) before anybody asks for the gateway.
 */
export const emulateStripeWith = (emulator: StandIn): void => {
  wired().emulator = emulator
}

/** For pages: where a demo's browser loads Stripe.js from. Without it, it loads Stripe's own. */
export const demoScript = (): { readonly demoScript?: string } =>
  emulatesStripe() ? { demoScript: '/stripe-emulator/stripe.js' } : {}

/** The keys that Stripe is asked with, and where it is to send its events: to the server of this machine in a demo. */
export const stripeKeys = () => settings().stripe ?? demoKeys()
export const stripeWebhookUrl = (): string => {
  const { host, port, url } = settings()
  const origin = emulatesStripe() ? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}` : url
  return `${origin}/api/stripe/webhook`
}

const noEmulator = 'A demo without Stripe keys runs with npm start alone, which loads the Stripe emulator.'

/** What answers calls of the SDK; nothing where Stripe itself does. */
const standIn = (): StandIn | null => {
  if (!emulatesStripe()) return null
  const { emulator } = wired()
  if (!emulator) throw new SettingsError([noEmulator])
  return emulator
}

/** Stripe itself, or the emulator over the same SDK. */
export const stripeGateway = (): StripeGateway => {
  const parts = wired()
  if (parts.gateway) return parts.gateway
  const emulator = standIn()
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
