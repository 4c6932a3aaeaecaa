-- The work list as bare SQL: the 100 cases on one institution's desk whose limit comes first.
SELECT desk.due_on, desk.case_id, ref, subject.name, subject.unit, form, desk.stage, "case".instansi, received_on, due_zone, due_term
FROM cases_desk AS desk
JOIN cases_case AS "case" ON "case".id = desk.case_id
JOIN register_subject AS subject ON subject.id = "case".subject_id
WHERE desk.institution = :institution
ORDER BY desk.due_on, desk.case_id
LIMIT 100;
