// The words of boards with several questions, and of one's own answers beside a verdict.

export const texts = {
  "form.questions": "Questions",
  "form.none_of": "none of these",
  "form.tags": "Tick what applies",
  "form.not_yet": "not answered",
  "form.no_label": "no label",
  "form.no_label_for": "no label for: {name}",
  "form.answered": "{done} of {of} answered",
  "form.check": "Check my answers",
  "form.own":
    "{same} of your {of} labels are those of the verdict, or within a tenth of the scale. The others",
  "form.own_other": "you: {own}; verdict: {verdict}",
} as const satisfies Record<string, string>;
