import { useTranslations } from 'next-intl'
import { formatQuantity } from '@/lib/core/money/format'
import type { Gives } from './plan-desk'

const memoryWords = (megabytes: number): string =>
  megabytes % 1024 === 0 ? `${formatQuantity(String(megabytes / 1024))} GB` : `${formatQuantity(String(megabytes))} MB`

export type GivenTerm = { readonly term: string; readonly value: string }

/** What something that is subscribed to gives, in words, what matters most first. */
export const useGives = () => {
  const t = useTranslations('plans')
  return (gives: Gives): readonly GivenTerm[] =>
    'concurrency' in gives
      ? [{ term: t('atOnce'), value: t('atOnceCount', { count: formatQuantity(String(gives.concurrency)) }) }]
      : [
          { term: t('quota'), value: t('quotaWeek', { units: formatQuantity(gives.quota) }) },
          {
            term: t('machine'),
            value: t('machineSize', {
              count: formatQuantity(String(gives.maxVcpus)),
              vcpus: gives.maxVcpus,
              memory: memoryWords(gives.maxMemoryMb),
            }),
          },
        ]
}
