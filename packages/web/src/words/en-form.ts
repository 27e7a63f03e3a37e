// The words of boards with several questions.

export const texts = {
  "form.questions": "Questions",
  "form.none_of": "none of these",
  "form.tags": "Tick what applies",
  "form.not_yet": "not answered",
  "form.no_label": "no label",
  "form.no_label_for": "no label for: {name}",
  "form.answered": "{done} of {of} answered",
  "form.check": "Check my answers",
} as const satisfies Record<string, string>;
