"""The words that the rules of language know: hard medical ones, names, long ways to say it.

The lists are our own, made from what this field's handouts tend to say. Add to them freely: a word
that a reader stumbled over belongs here.
"""

NAMES = frozenset(
    {
        "acetaminophen", "adhd", "alcohol", "benzodiazepine", "benzodiazepines", "cannabis",
        "diazepam", "gabapentin", "ibuprofen", "insulin", "lamotrigine", "lorazepam", "marijuana",
        "methadone", "morphine", "oxycodone", "phenobarbital", "pregabalin", "theophylline",
        "tramadol",
    }
)  # fmt: skip
"""Names of medicines and drugs: who takes one must find it by the name on its label."""

MEDICAL = {
    "acute": "sudden", "adherence": "taking it as planned",
    "adrenal": "the glands that make stress hormones", "adverse": "unwanted",
    "analgesia": "pain relief", "analgesic": "pain medicine",
    "anaphylaxis": "a bad allergic reaction",
    "anesthesia": "medicine that makes you sleep for surgery",
    "anesthetic": "a medicine that makes you sleep for surgery",
    "aneurysm": "a bulge or weak spot in a blood vessel",
    "antagonist": "a medicine that blocks",
    "anti-inflammatory": "medicine for swelling and pain", "anticoagulant": "blood thinner",
    "anticonvulsant": "seizure medicine", "antidepressant": "medicine for low mood",
    "antiemetic": "medicine for a sick stomach",
    "apnea": "when your breath stops for a short time", "arrhythmia": "an uneven heartbeat",
    "barbiturate": "a strong calming medicine", "benzodiazepine": "a calming medicine",
    "biopsy": "a small piece taken for a test", "bolus": "all at once",
    "bradycardia": "a slow heartbeat", "cannula": "thin tube", "cardiac": "of the heart",
    "cardiovascular": "of the heart and blood vessels", "catheter": "thin tube",
    "chronic": "long-lasting", "cirrhosis": "a scarred liver", "cognitive": "of thinking",
    "comorbidity": "another health problem", "contraindicated": "not to be used",
    "contraindication": "a reason not to use it", "cystitis": "a sore bladder",
    "dialysis": "a machine that cleans your blood",
    "dissociation": "feeling far from your body", "dissociative": "as if far from your body",
    "dysphoria": "feeling very low", "dyspnea": "trouble breathing",
    "echocardiogram": "an ultrasound picture of your heart", "edema": "swelling",
    "electrocardiogram": "a heart tracing", "electrolyte": "salts in the blood",
    "embolism": "a blood clot that moved", "erythema": "redness", "etiology": "cause",
    "euphoria": "feeling very high", "fibromyalgia": "an illness with pain all over",
    "gastrointestinal": "of the stomach and bowel", "glaucoma": "high pressure in the eye",
    "hallucination": "seeing or hearing things that are not real", "hematoma": "bruise",
    "hemorrhage": "bleeding", "hepatic": "of the liver", "hepatitis": "a sore, swollen liver",
    "hypertension": "high blood pressure", "hypotension": "low blood pressure",
    "hypoxia": "too little oxygen", "idiopathic": "of no known cause",
    "inflammation": "swelling and soreness", "inflammatory": "causing swelling",
    "insomnia": "trouble sleeping", "intracranial": "in the head",
    "intramuscular": "into a muscle", "intraocular": "in the eye",
    "intravenous": "into a vein", "intubation": "putting in a breathing tube",
    "laryngospasm": "a cramp of the throat", "lesion": "a sore or damaged spot",
    "malignant": "cancer", "myocardial": "of the heart muscle",
    "nausea": "feeling sick to your stomach", "neurological": "of the brain and nerves",
    "neuropathic": "from hurt nerves", "neuropathy": "nerve damage",
    "nystagmus": "jerky eye movements", "off-label": "in a way that the FDA has not approved",
    "opioid": "a strong pain medicine", "palpitations": "a pounding heart",
    "paresthesia": "tingling", "pathology": "illness", "phlebitis": "a sore vein",
    "placebo": "a pill with no medicine in it", "pneumonia": "an infection of the lungs",
    "prognosis": "what is likely to come", "prophylaxis": "prevention", "pruritus": "itching",
    "psychosis": "seeing or hearing things that others do not",
    "psychotropic": "acting on the mind", "pulmonary": "of the lungs",
    "receptor": "a place where it attaches", "refractory": "not helped by treatment",
    "remission": "a time without signs of illness", "renal": "of the kidneys",
    "respiration": "breathing", "respiratory": "of your breathing",
    "sedation": "being calm and sleepy", "sedative": "a calming medicine",
    "somatic": "of the body", "subcutaneous": "under the skin", "syncope": "fainting",
    "tachycardia": "a fast heartbeat", "thrombosis": "a blood clot",
    "titrate": "change step by step", "titration": "changing the dose step by step",
    "topical": "put on the skin", "urinary": "of your pee", "vertigo": "when the room spins",
}  # fmt: skip
"""Medical words that many readers do not know, and what they mean in everyday ones.

Names of illnesses that concern only people who were told them (schizophrenia, bipolar disorder) are
left out: those people know theirs, all others can answer no.
"""

MEDICAL_PHRASES = {
    "clinical trial": "a study in which people try a treatment",
    "pain psychology": "care that looks at pain, feelings and thoughts together",
    "vital signs": "blood pressure, pulse, breathing and temperature",
}
"""The same of two words."""

SAME = {
    "analgesia": "analgesic", "anesthesia": "anesthetic",
    "contraindicated": "contraindication", "dissociative": "dissociation",
    "inflammatory": "inflammation", "respiration": "respiratory", "sedative": "sedation",
    "titrate": "titration",
}  # fmt: skip
"""Who has read what the second one means understands the first."""

REPLACE = {
    "accompany": "go with", "accomplish": "do", "accordingly": "so", "additional": "more",
    "additionally": "also", "adequate": "enough", "administer": "give", "administered": "given",
    "advise us": "tell us", "ambulate": "walk", "and/or": "or", "approx": "about",
    "approximately": "about", "appt": "visit", "as a result of": "because of",
    "ascertain": "find out", "assist": "help", "assistance": "help", "at the present time": "now",
    "at this time": "now", "attempt to": "try to", "beneficial": "good", "beverage": "drink",
    "beverages": "drinks", "cease": "stop", "commence": "begin", "component": "part",
    "consequently": "so", "consume": "eat or drink", "contact us": "call us", "currently": "now",
    "demonstrate": "show", "determine": "find out", "discontinue": "stop",
    "discontinued": "stopped", "dispense": "give", "due to the fact that": "because",
    "elevated": "high", "endeavor": "try", "ensure": "make sure", "evaluate": "check",
    "excessive": "too much", "expedite": "speed up", "experience pain": "have pain",
    "facilitate": "help", "frequently": "often", "however": "but", "hrs": "hours",
    "immediately": "right away", "in addition": "also", "in order to": "to",
    "in the event of": "if there is", "in the event that": "if", "indicate": "show",
    "individuals": "people", "inform": "tell", "ingest": "swallow", "initial": "first",
    "initiate": "start", "inquire": "ask", "meds": "medicines", "methodology": "way",
    "mins": "minutes", "modify": "change", "monitor you": "watch you",
    "monitor your": "check your", "notify": "tell", "numerous": "many", "obtain": "get",
    "occur": "happen", "optimal": "best", "permit": "let", "pharmaceutical": "medicine",
    "physician": "doctor", "physicians": "doctors", "possess": "have", "prior to": "before",
    "provide": "give", "purchase": "buy", "receive": "get", "refrain from": "do not",
    "regarding": "about", "regimen": "plan", "remain": "stay", "request": "ask for",
    "require": "need", "required": "needed", "residence": "home", "retain": "keep",
    "similar to": "like", "subsequent to": "after", "subsequent": "next", "subsequently": "then",
    "sufficient": "enough", "symptoms": "signs", "tbsp": "tablespoon", "terminate": "end",
    "therefore": "so", "thus": "so", "tsp": "teaspoon", "utilization": "use", "utilize": "use",
    "utilizing": "using", "void": "pee", "w/": "with", "w/o": "without", "whether or not": "if",
    "with regard to": "about",
}  # fmt: skip
"""English: the long way to say it, and the short one."""

REPLACE_SPANISH = {
    "a fin de": "para", "acerca de lo anterior": "sobre esto", "administrada": "dada",
    "administrado": "dado", "administrar": "dar", "adquirir": "comprar", "asimismo": "también",
    "con el fin de": "para", "con la finalidad de": "para",
    "con posterioridad a": "después de", "con respecto a": "sobre", "deambular": "caminar",
    "debido al hecho de que": "porque", "descontinuar": "dejar", "efectuar": "hacer",
    "en caso de que": "si", "en el caso de que": "si", "en la actualidad": "ahora",
    "facultativo": "médico", "finalizar": "terminar", "ingerir": "comer o tomar",
    "iniciar": "empezar", "miccionar": "orinar", "no obstante": "pero", "notificar": "avisar",
    "posteriormente": "después", "previamente": "antes", "previo a": "antes de",
    "proporcionar": "dar", "realizar": "hacer", "requerir": "necesitar", "suspender": "dejar",
    "utilizar": "usar", "y/o": "o",
}  # fmt: skip
"""Spanish: the same."""
