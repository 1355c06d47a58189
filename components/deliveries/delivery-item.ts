import type { BadgeTone } from '@/components/ui/badge'
import type { DeliveryState, SendAgainAnswer } from '@/lib/contracts/deliveries'

/** Something that a cell, or people, are or were to be told, or a document that cannot be made. Instants are ISO-8601. */
export type DeliveryItem = {
  readonly delivery: string
  /** The message as the cell gets it: what it tells, its id, and a generation, the per cent of a quota or an invoice's number. */
  readonly tells: 'halt' | 'unblock' | 'quota' | 'mail' | 'document'
  readonly id: string
  readonly number: string
  readonly org: { readonly org: string; readonly name: string }
  readonly cell: string | null
  /** Of an e-mail: what it says, and whom it was sent to; null of what a cell is told. */
  readonly mail: { readonly subject: string; readonly text: string; readonly sentTo: readonly string[] } | null
  readonly state: DeliveryState
  readonly attempts: number
  /** What the last attempt was answered. */
  readonly status: number | null
  readonly error: string
  readonly createdAt: string
  readonly dueAt: string | null
  readonly underWay: boolean
  readonly doneAt: string | null
}

export type AttemptItem = {
  readonly attempt: string
  readonly attemptedAt: string
  readonly cell: string
  readonly status: number | null
  readonly outcome: 'acknowledged' | 'failed' | 'overtaken'
  readonly error: string
}

export type OpenedDelivery = { readonly delivery: string; readonly attempts: readonly AttemptItem[] }

export const stateWords: Readonly<Record<DeliveryState, { readonly words: string; readonly tone: BadgeTone }>> = {
  failing: { words: 'Failing', tone: 'bad' },
  waiting: { words: 'Waiting', tone: 'neutral' },
  delivered: { words: 'Delivered', tone: 'good' },
  overtaken: { words: 'Overtaken', tone: 'neutral' },
  nobody: { words: 'Nobody to tell', tone: 'neutral' },
  given_up: { words: 'Given up', tone: 'bad' },
}

export const tellsWords = ({ tells, number, mail }: Pick<DeliveryItem, 'tells' | 'number' | 'mail'>): string => {
  if (mail !== null) return mail.subject
  if (tells === 'document') return `PDF of invoice ${number}`
  return tells === 'quota' ? `Quota used to ${number} %` : tells === 'halt' ? 'Halt' : 'Unblock'
}

export const outcomeWords: Readonly<Record<AttemptItem['outcome'], string>> = {
  acknowledged: 'Acknowledged',
  failed: 'Failed',
  overtaken: 'Not sent: something newer was to be told',
}

/** What an attempt was answered, in a line. */
export const answerWords = ({ status, error }: Pick<AttemptItem, 'status' | 'error'>): string =>
  error !== '' ? error : status === null ? 'No answer' : `HTTP ${status}`

export const attemptWords = (attempts: number): string =>
  attempts === 0 ? 'not tried yet' : attempts === 1 ? '1 attempt' : `${attempts} attempts`

/** What came of asking that it be sent at once. */
export const sentAgainWords: Readonly<Record<SendAgainAnswer['outcome'], string>> = {
  due: 'It is sent now',
  under_way: 'It is being sent at this moment',
  done: 'There is nothing left to send',
}
