-- The work list as bare SQL, signed in: who asks, and the 100 cases on his institution's desk whose limit comes first.
-- The institution is written into the text, as the product does: a plan for any institution would be a bad one for a full desk.
BEGIN READ ONLY;
SELECT set_config('sbt.token', '@token@', true), set_config('sbt.posting', '@posting@', true);
SELECT posting.*, officer.name FROM people_posting AS posting JOIN people_officer AS officer ON officer.id = posting.officer_id WHERE posting.id = '@posting@';
SELECT desk.due_on, desk.case_id, ref, subject.name, subject.unit, form, desk.stage, "case".instansi, "case".received_on, desk.due_zone, desk.due_term
FROM cases_desk AS desk
JOIN cases_case AS "case" ON "case".id = desk.case_id
JOIN register_subject AS subject ON subject.id = "case".subject_id
WHERE desk.institution = '@institution@'
ORDER BY desk.due_on, desk.case_id
LIMIT 100;
COMMIT;
