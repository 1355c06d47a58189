import { FilterForm } from '@/components/admin/filter-form'
import { FilterSelect } from '@/components/admin/filter-select'
import { languageNames, languages } from '@/lib/core/text/language'
import { type MailTemplate, templateWords } from './mail-item'

export const widths = { phone: 'Phone', desktop: 'Desktop' } as const
export type MailWidth = keyof typeof widths

export type TemplateChoiceProps = {
  readonly template: MailTemplate
  readonly language: string
  readonly width: MailWidth
}

/** Which template is looked at, in which language, and how wide; the choice lives in the address. */
export const TemplateChoice = ({ template, language, width }: TemplateChoiceProps) => (
  <FilterForm page="/admin/outbox/templates" chosen={[template, language, width]}>
    <FilterSelect
      label="Template"
      name="template"
      value={template}
      choices={Object.entries(templateWords).map(([value, label]) => ({ value, label }))}
    />
    <FilterSelect
      label="Language"
      name="language"
      value={language}
      choices={languages.map((value) => ({ value, label: languageNames[value] }))}
    />
    <FilterSelect
      label="Width"
      name="width"
      value={width}
      choices={Object.entries(widths).map(([value, label]) => ({ value, label }))}
    />
  </FilterForm>
)
