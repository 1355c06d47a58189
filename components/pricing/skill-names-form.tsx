'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import type { SkillWordsFields } from '@/lib/contracts/words'
import { languageNames, languages } from '@/lib/core/text/language'
import type { SkillNamesItem } from './names-tables'

/** What a skill is called, in every language. */
export const SkillNamesForm = (props: {
  readonly initial: SkillNamesItem
  readonly save: Action<SkillWordsFields>
}) => {
  const { skill, names } = props.initial
  const router = useRouter()
  return (
    <Card>
      <CardHeader title={skill} />
      <CardBody>
        <ActionForm
          action={props.save}
          read={(form) => ({ skill, names: readFields(form, languages) })}
          submit="Save names"
          done={`Names of ${skill} saved`}
          onDone={() => router.refresh()}
        >
          {(error) => (
            <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
              {languages.map((language) => (
                <Field key={language} label={languageNames[language]} error={error(`names.${language}`)}>
                  {(control) => (
                    <Input
                      {...control}
                      name={language}
                      lang={language}
                      required
                      maxLength={70}
                      defaultValue={names[language]}
                    />
                  )}
                </Field>
              ))}
            </div>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}
