import type { Facts, RefusalCode } from '@/lib/platform/errors'

export type ItemRefusal = { readonly code: RefusalCode; readonly sentence: string; readonly facts: Facts }
export type ItemResult =
  | {
      readonly key: string
      readonly outcome: 'accepted' | 'repeated'
      /** It was counted, and taken back since: it stays so. */
      readonly takenBack?: true
    }
  | { readonly key: string; readonly outcome: 'refused'; readonly refusal: ItemRefusal }

export const refusedItem = (key: string, code: RefusalCode, sentence: string, facts: Facts = {}): ItemResult => ({
  key,
  outcome: 'refused',
  refusal: { code, sentence, facts },
})

export const isResult = (value: object): value is ItemResult => 'outcome' in value
