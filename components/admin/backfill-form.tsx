'use client'

import { type ChangeEvent, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { Action } from '@/lib/contracts/action-result'
import { BackfillResult, type Mirrored, type SkillsNamed } from './backfill-result'
import { leanSnapshot } from './lean-snapshot'

export type BackfillFormProps = {
  readonly mirror: Action<{ readonly snapshot: string; readonly dryRun: boolean }, Mirrored>
  /** What declared skills are called, by id. */
  readonly skillNames: SkillsNamed
}

const command = 'kubectl get tenants --all-namespaces -o json'

/** A snapshot of live tenants, pasted or read from a file, and what it added to the record. */
export const BackfillForm = ({ mirror, skillNames }: BackfillFormProps) => {
  const [text, setText] = useState('')
  const [dryRun, setDryRun] = useState(false)
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
              As <code className="font-mono">{command}</code> prints it. Nothing is recorded twice. A tenant is recorded
              as namespace/name, unless its organization has it on record under its name alone. An item that cannot be
              recorded is reported and does not hold up the others.
            </>
          }
        />
        <CardBody>
          <ActionForm
            action={mirror}
            read={() => ({ snapshot: leanSnapshot(text), dryRun })}
            submit={dryRun ? 'Show what is missing' : 'Record what is missing'}
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
                <Checkbox
                  label="Dry run"
                  hint="Says what would be recorded, and records nothing."
                  checked={dryRun}
                  onChange={({ target }) => setDryRun(target.checked)}
                />
              </>
            )}
          </ActionForm>
        </CardBody>
      </Card>
      <div role="status">{mirrored ? <BackfillResult mirrored={mirrored} skillNames={skillNames} /> : null}</div>
    </>
  )
}
