'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import type { MeterWordsFields } from '@/lib/contracts/words'
import { languageNames, languages } from '@/lib/core/text/language'
import { measuredUnit } from '@/lib/core/usage/meter-words'
import type { MeterNamesItem } from './names-tables'

const parts = [
  { part: 'name', label: 'Name', most: 70 },
  { part: 'one', label: 'Unit beside 1', most: 32 },
  { part: 'other', label: 'Unit beside other numbers', most: 32 },
] as const

const names = languages.flatMap((language) => parts.map(({ part }) => `words.${language}.${part}` as const))

const wordsOf = (form: HTMLFormElement): MeterWordsFields['words'] => {
  const typed = readFields(form, names)
  const of = (language: (typeof languages)[number]) => ({
    name: typed[`words.${language}.name`],
    one: typed[`words.${language}.one`],
    other: typed[`words.${language}.other`],
  })
  return { en: of('en'), de: of('de'), fr: of('fr'), it: of('it') }
}

/** What a meter and its unit are called, in every language. */
export const MeterNamesForm = (props: {
  readonly initial: MeterNamesItem
  readonly save: Action<MeterWordsFields>
}) => {
  const { meter, unit, scale, words } = props.initial
  const router = useRouter()
  return (
    <Card>
      <CardHeader title={meter} text={unit === '' ? 'It has no price.' : `Priced by the ${unit}.`} />
      <CardBody>
        <ActionForm
          action={props.save}
          read={(form) => ({ meter, scale: readFields(form, ['scale']).scale, words: wordsOf(form) })}
          submit="Save words"
          done={`Words of ${meter} saved`}
          onDone={() => router.refresh()}
        >
          {(error) => (
            <>
              <Field
                label={`How many ${unit ? measuredUnit(unit, 2) : 'measured units'} make up one unit that is shown`}
                hint="1 shows quantities as they are measured; 3600 shows seconds as hours."
                error={error('scale')}
                className="sm:max-w-80"
              >
                {(control) => (
                  <Input {...control} name="scale" inputMode="numeric" required maxLength={13} defaultValue={scale} />
                )}
              </Field>
              {languages.map((language) => (
                <fieldset key={language} className="grid gap-x-3 gap-y-4 border-line border-t pt-4 sm:grid-cols-3">
                  <legend className="sr-only">{languageNames[language]}</legend>
                  {parts.map(({ part, label, most }) => (
                    <Field
                      key={part}
                      label={`${label}, ${languageNames[language]}`}
                      error={error(`words.${language}.${part}`)}
                    >
                      {(control) => (
                        <Input
                          {...control}
                          name={`words.${language}.${part}`}
                          lang={language}
                          required
                          maxLength={most}
                          defaultValue={words[language][part]}
                        />
                      )}
                    </Field>
                  ))}
                </fieldset>
              ))}
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}
