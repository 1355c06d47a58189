import type { LineKind } from '@/lib/core/invoices/snapshot'

/** What money is earned with, in the order in which it is shown. */
export const streams = ['fees', 'skills', 'usage', 'credit', 'plans'] as const
export type Stream = (typeof streams)[number]

const ofLines: Readonly<Record<LineKind, Stream>> = {
  tenant_fee: 'fees',
  setup_fee: 'fees',
  skill: 'skills',
  usage: 'usage',
  correction: 'usage',
  fee_correction: 'fees',
  skill_correction: 'skills',
  // Takes off usage what was paid otherwise: sold credit is earned when it is sold, and not again when it is used.
  credit: 'usage',
}

/** The stream of a line on an invoice. */
export const streamOfLine = (kind: LineKind): Stream => ofLines[kind]
