import { useLocale } from 'next-intl'
import { formatQuantity } from '@/lib/core/money/format'
import { isLanguage } from '@/lib/core/text/language'
import { type MeterWords, type SkillNames, shownQuantity, unitBeside } from '@/lib/core/usage/meter-words'

/** Names and quantities of meters, and names of skills, in the language of the page. */
export const useMeterWords = () => {
  const locale = useLocale()
  const language = isLanguage(locale) ? locale : 'en'
  return {
    skillName: (names: SkillNames): string => names[language],
    nameOf: ({ words }: MeterWords): string => words[language].name,
    quantityOf: ({ scale, words }: MeterWords, quantity: string): string => {
      const shown = shownQuantity(quantity, scale)
      return `${formatQuantity(shown)} ${unitBeside(words[language], shown, language)}`
    },
  }
}

/** The name of a meter by its id; the id itself where a report does not know it. */
export const useMeterNames = (meters: readonly { readonly meter: string; readonly words: MeterWords }[]) => {
  const { nameOf } = useMeterWords()
  const names = new Map(meters.map(({ meter, words }) => [meter, nameOf(words)]))
  return (meter: string): string => names.get(meter) ?? meter
}
