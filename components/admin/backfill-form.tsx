'use client'

import { type ChangeEvent, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { Action } from '@/lib/contracts/action-result'

/** How much of a snapshot was new. */
export type Mirrored = {
  readonly tenantsExamined: number
  readonly lifecycleInserted: number
  readonly eventsInserted: number
  readonly suspensionEventsInserted: number
}

export type BackfillFormProps = { readonly mirror: Action<{ readonly snapshot: string }, Mirrored> }

const command = 'kubectl get tenants --all-namespaces -o json'

/** A snapshot of live tenants, pasted or read from a file, and what it added to the record. */
export const BackfillForm = ({ mirror }: BackfillFormProps) => {
  const [text, setText] = useState('')
  const [mirrored, setMirrored] = useState<Mirrored | null>(null)
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? []
    if (file) setText(await file.text())
  }
  return (
    <>
      <Card>
        <CardHeader
          title="Snapshot of live tenants"
          text={
            <>
              As <code className="font-mono">{command}</code> prints it. Nothing is recorded twice, and nothing at all
              where one of the tenants can not be read.
            </>
          }
        />
        <CardBody>
          <ActionForm
            action={mirror}
            read={() => ({ snapshot: text })}
            submit="Record what is missing"
            onDone={setMirrored}
          >
            {(error) => (
              <>
                <Field label="File" optional>
                  {(control) => (
                    <Input
                      {...control}
                      type="file"
                      accept="application/json,.json"
                      onChange={choose}
                      className="h-auto py-1.5 read-only:bg-surface! file:mr-3 file:rounded-sm file:border-0 file:bg-hover file:px-2 file:py-0.5 file:font-medium"
                    />
                  )}
                </Field>
                <Field label="Snapshot" error={error('snapshot') ?? error('items')}>
                  {(control) => (
                    <Textarea
                      {...control}
                      rows={12}
                      required
                      spellCheck={false}
                      className="font-mono text-sm"
                      value={text}
                      onChange={({ target }) => setText(target.value)}
                    />
                  )}
                </Field>
              </>
            )}
          </ActionForm>
        </CardBody>
      </Card>
      <div role="status">{mirrored ? <Result mirrored={mirrored} /> : null}</div>
    </>
  )
}

const Result = ({ mirrored }: { mirrored: Mirrored }) => {
  const { tenantsExamined, lifecycleInserted, eventsInserted, suspensionEventsInserted } = mirrored
  const added = lifecycleInserted + eventsInserted + suspensionEventsInserted
  return (
    <Card>
      <CardHeader
        title={added === 0 ? 'Nothing was missing' : `${added} ${added === 1 ? 'fact was' : 'facts were'} recorded`}
        text={`${tenantsExamined} ${tenantsExamined === 1 ? 'tenant' : 'tenants'} in the snapshot.`}
      />
      <CardBody>
        <DefinitionList
          items={[
            { term: 'Creations', value: String(lifecycleInserted) },
            { term: 'Changes of skills', value: String(eventsInserted) },
            { term: 'Suspensions', value: String(suspensionEventsInserted) },
          ]}
        />
      </CardBody>
    </Card>
  )
}
