"""Given names that one person goes by: short forms, pet names and spellings, in several languages.

Own compilation of common usage, facts only. `_SHORT` says "full form: what it is shortened to"; the
same short form may serve several full forms (Sasha: Alexander, Alexandra), and that makes it related to
each of them without making them related to each other. An entry of `_SPELLINGS` is one name as different
hands or passports write it. Nothing here says anything about who bears a name.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

_SHORT = """
abigail: abby abbie gail; abraham: abe bram ibrahim; adalbert: bert adal; adelaide: addie heidi adele;
adrian: ade adi; agnieszka: aga agusia; albert: al bert bertie albie; alberto: beto berto;
aleksandra: ola olka sasha sanja; alessandro: sandro ale alex;
alexander: alex al sandy sasha xander lex alec alek sander sascha shura zander olek alexandros;
alexandra: alex sandra sandy sasha lexi alexa ali sascha xandra alexia; alexandre: alex xande;
alejandro: alex ale jandro; alejandra: ale alex jandra; alexei: alyosha lyosha alex aleksey;
alfred: al fred alf alfie freddie; alfonso: fonso poncho alf; alicia: ali licia; alison: ali allie;
amelia: amy millie mia; amanda: mandy manda; anastasia: nastya ana stasia asya tasia;
andrea: andie andi drea; andrew: andy drew; andreas: andi andy; andrei: andy andryusha; andres: andy andi;
angela: angie angel; angelica: angie; anna: ann annie anya ania nan anka anouk annika asia hania nyura;
anne: ann annie nan; annette: anna ann netty; anthony: tony ant; antoine: toine; anton: toni tosha antek;
antonio: toni tony tonio tono nino; antonia: toni tonia; archibald: archie; arnold: arnie arne;
arthur: art artie; artur: artek; augustin: gus august; augustus: gus august; balazs: bazsi;
barbara: barb barbie babs basia bara varya; bartholomew: bart; bartlomiej: bartek; bartosz: bartek;
beatrice: bea trixie; beatriz: bea bia; benedict: ben ned; benjamin: ben benji benny benj;
bernard: bernie barney; bernadette: bernie; bernhard: bernd; bertrand: bert; boguslaw: bogdan bogus;
bradley: brad; brandon: bran; bridget: bridie biddy; brigitte: gitte gitta; calvin: cal; cameron: cam;
carlos: carlitos; carolina: caro carol lina; caroline: caro carol carrie caz lina line;
cassandra: cass cassie sandra; catherine: cathy cat kate katie kat kit kitty cate cath trina;
cecilia: cece celia cilla; charles: charlie chuck chaz chas carl chip;
charlotte: charlie lottie lotte char; christian: chris kit; christina: chris chrissy tina christie;
christine: chris chrissy tina christie; christopher: chris kit topher kris; clara: clare; clemens: clem;
clifford: cliff; concepcion: concha conchita; constance: connie; constantin: costin kostas costa;
cornelia: nele corrie nelly; cornelius: kees neil cor niels; curtis: curt; cynthia: cindy;
daniel: dan danny dani danek; daniela: dani; danielle: dani ella; david: dave davey davy;
deborah: deb debbie debra; dennis: den denny; diana: di didi; dietrich: dieter; dmitri: dima mitya dmitry;
dolores: lola lolita; dominic: dom nick; dominik: domi; donald: don donnie;
dorothy: dot dottie dolly dorrie; douglas: doug; duarte: dudu; eduardo: edu lalo eddy;
edmund: ed ned eddie; edward: ed eddie ned ted teddy eddy; edwin: ed eddie win;
ekaterina: katya kate katia; eleanor: ellie nell nora ella nellie; elena: lena helen lenka;
elisabeth: lisa liz lisbeth elise else elsa betty sissi;
elizabeth: liz lizzie beth betty eliza lisa elsie ellie libby liza bess betsy lilibet;
emanuel: manu manny; emily: em emmy millie; emma: em emmy; enrique: quique kike; eric: rick;
erzsebet: zsoka bozsi; esteban: teban; estefania: estef fani; ethan: eth; eugene: gene;
eugenia: genya zhenya; evangeline: eva evie; evelyn: eve evie; evgeny: zhenya jenya eugene; fabian: fabi;
federico: fede; felix: lixi; fernando: fer nando; fernanda: fer nanda; ferdinand: ferdi fred; fiona: fi;
florence: flo florrie; florian: flo flori; frances: fran franny; francesca: fran cesca franca;
francesco: franco cecco checco; francis: frank fran; francisco: paco pancho paquito fran chico kiko curro;
francisca: paca fran paqui; franciszek: franek; francois: fanfan; franklin: frank; franziska: franzi;
frederick: fred freddie freddy rick fritz; frederik: fred freek; friedrich: fritz fred;
gabriel: gabe gabi gab; gabriela: gabi gaby; gabriella: gabi gaby ella; gabrielle: gabi gaby;
geoffrey: geoff jeff; georg: jorg; george: geo georgie; georgios: giorgos yorgos george;
gerald: gerry jerry; gerard: gerry jerry; gerhard: gerd; gertrud: trudi; gianfranco: gianni franco;
giovanni: gianni gio vanni nanni; giuseppe: beppe peppe pino bepi; giuseppina: pina; graham: gray;
grace: gracie; gregory: greg gregg; grigori: grisha; grzegorz: grzesiek; guadalupe: lupe lupita;
guillaume: gui; guillermo: memo guille; gustav: gus gusti; gwendolyn: gwen wendy; gyorgy: gyuri;
hannah: han hanna; hans: hansi; harold: harry hal; harriet: hattie harry; heinrich: heiner heinz;
helena: lena hela leni; helene: lena lene leni; henrietta: hettie etta; henrik: rik;
henry: harry hank hal; hendrik: henk rik; herbert: herb bert; hermann: mandi; hubert: bert hub;
humberto: beto; ignacio: nacho; ileana: lili; irina: ira; isaac: ike zac;
isabel: bel belle izzy isa chabela bella; isabella: bella izzy isa belle; ivan: vanya;
jacob: jake jack coby jakob; jacek: jacus; jacqueline: jackie jacqui; james: jim jimmy jamie jem;
jamie: james; jan: jasiek janek; jane: janie; janet: jan; janina: nina; janos: jani jancsi;
jaroslav: jarda; jaroslaw: jarek; jean: jeannot; jeffrey: jeff; jennifer: jen jenny jenn;
jeremiah: jerry jem; jeremy: jem jerry; jerome: jerry; jerzy: jurek; jessica: jess jessie;
jesus: chuy chucho; jeronimo: jero; joachim: achim jochen; joan: joanie; joana: jo;
joanna: jo asia joasia joey; joanne: jo; joao: joca; joaquin: quino; johan: jo; johann: hans hannes;
johanna: jo hanna hanne; johannes: hans hannes johan jo; john: johnny jack jock jon;
jonathan: jon jonny nathan jonty jono; jorge: koke; jose: pepe chepe pepito ze; josefina: pepa fina;
josef: sepp pepa jupp; joseph: joe joey jo; josephine: jo josie; joshua: josh; juan: juanito;
judith: judy jude; julia: julie jules jul; julian: jules jul; juliana: juli ju; julius: jules;
justin: jus; justyna: justa; karl: kalle; karolina: karo kaja; katarina: kata kaja katja;
katarzyna: kasia kaska; katharina: kathi kati kathe; katherine: kate katie kathy kat kit kitty kath;
kathleen: kathy kath kate; katrina: kat trina; kazimierz: kazik; kenneth: ken kenny; kimberly: kim kimmy;
kirsten: kirsty; klaus: nikolaus; klara: klari; konstantin: kostya costin kostas;
konstantinos: kostas dinos; krzysztof: krzysiek krzys kris chris; kristina: kris tina; krystyna: krysia;
ksenia: ksyusha xenia; laszlo: laci; laura: laurie lau; lawrence: larry laurie law;
leonard: leo len lenny; leonardo: leo nardo; leonor: nonor; leopold: leo poldi; leslie: les;
lewis: lew lou; lillian: lily lil; lilian: lili; linda: lindy; louis: lou louie; louisa: lou;
louise: lou lulu; lourdes: lulu; lubomir: lubo; lucas: luke luc; lucia: lucy luci; lucinda: lucy cindy;
ludmila: lyuda mila lida; ludwig: lutz wiggerl; luis: lucho luisito; luisa: lu; lukas: luki luke;
lukasz: luki luk; lydia: liddy; lyudmila: lyuda mila; madeleine: maddie mad; madeline: maddie;
maciej: maciek; magdalena: magda lena magdi; malgorzata: gosia malgosia gocha;
manuel: manu manolo lolo manny; manuela: manu manoli; marcel: marc; marcin: cinek; marek: maro;
margaret: maggie meg peggy marge margie greta rita daisy peg mags madge; margarita: rita marga margo;
margarethe: gretel grete gretchen; margherita: rita;
maria: mary mia mimi maruja masha marysia mari ria marika mitzi; mariana: mari nana; marianne: mari anne;
marie: mari mia; mariusz: mario; mark: marko; marjorie: marge margie; martha: marti; martin: marty;
martina: tina; mary: molly polly mae mamie; massimiliano: max massi; massimo: max; mateusz: mati;
matthew: matt matty; matthias: matti hias matze; matteo: teo; mathilde: tilda tilly thilde; mathieu: mat;
maximilian: max maxi; maxim: max; maxwell: max; maureen: mo; mauricio: mau; maurice: mo; megan: meg;
melanie: mel; melissa: mel missy lissa; mercedes: merche; mercy: merce;
michael: mike mick mickey mikey mitch misha micha; michaela: micha ela; michal: michalek misiek;
michel: mimi; michelle: shelly mich; miguel: migue; mihai: misu; mikhail: misha; mikolaj: mikus;
milan: mila; mildred: millie; miriam: miri mimi; miroslav: mirek; miroslaw: mirek; mitchell: mitch;
mohammed: mo moe md muh hamada; monica: moni; morgan: mo; moses: moe mo; nadezhda: nadia nadya;
nancy: nan; natalia: nat natasha talia nati natalka natalie; natalie: nat nattie; natasha: nat tasha;
nathan: nat nate; nathaniel: nate nat nathan; nicholas: nick nicky nico klaus; nicola: nicky nico;
nicole: nicky nikki nic; nicolas: nico nick; nikolai: kolya nick nik; nikolaos: nikos nick;
nikolaus: klaus niko niki; octavian: tavi; oleksandr: sasha sashko alex oles; oliver: ollie olly;
olivia: liv livvy ollie; olga: olya; oscar: ozzie; pamela: pam; panagiotis: panos takis; pascal: paco;
patricia: pat patty trish tricia patti pati; patrick: pat paddy rick; patrik: pat; paul: paulie;
paulina: pau lina; pavel: pasha pavlik; pawel: pawelek; pedro: pedrito perico; penelope: penny;
peter: pete petey peet; petr: petya; philip: phil pip; philippa: pip pippa; phillip: phil; pilar: pili;
przemyslaw: przemek; priscilla: cilla; prudence: prue; rachel: rach rae; radoslaw: radek;
rafael: rafa rafi; rafal: rafi; ralph: ralphie; ramon: moncho; randall: randy; raphael: raph rafe;
raymond: ray; rebecca: becky becca bec beck; regina: gina reggie; reginald: reg reggie; reinhard: reini;
renata: rena; ricardo: rick richie cardo ric; richard: rick dick rich richie ricky; riccardo: ricky;
robert: bob rob bobby robbie bert robin; roberta: bobbie robbie; roberto: beto robi berto;
roderick: rod rick; rodney: rod; rodrigo: rodri; roland: roli; roman: roma; ronald: ron ronnie ronny;
rosa: rosi rosita; rosario: charo; rosalind: roz ros; rose: rosie; rosemary: rose rosie; roxana: rox roxy;
rudolf: rudi rolf; rudolph: rudy; rupert: ru; russell: russ; ruth: ruthie; salvador: salva chava;
salvatore: toto turi sal; samantha: sam sammy; samuel: sam sammy; sandor: sanyi; sarah: sally sara;
sebastian: seb bastian basti sebas; sebastien: seb; serena: rena; sergei: seryozha serge; sergio: checo;
shannon: shan; sheila: shel; sidney: sid; siegfried: sigi; sigmund: sig sigi; simone: simi;
slawomir: slawek; sofia: sofi sonya sophie; sophia: sophie sonya; solomon: sol; soledad: sole;
stanislav: stas slava standa; stanislaw: staszek stach; stefan: stef stefano; stefania: stef fania;
stefanie: steffi stef; stella: stel; stephanie: steph stevie; stephen: steve stevie; steven: steve stevie;
stuart: stu; susan: sue susie suzy; susanna: susie sue sanna; susanne: susi sanne suse; suzanne: sue suzy;
svetlana: sveta lana; sylvester: sly vester; sylvia: sylvie; tadeusz: tadek; tatiana: tanya tata;
teodor: teo; teresa: tere resi tess terry; terence: terry; theodor: theo; theodora: dora thea;
theodore: ted theo teddy; theresa: terri tess tessa terry resi; thomas: tom tommy thom; tiago: ti;
timothy: tim timmy; tobias: tobi toby; tomas: tom tommy; tomasz: tomek; ulrich: uli; ulrike: ulli rike;
ursula: uschi ulla; vaclav: vasek; valentina: vale tina valya; valentin: val; valerie: val;
vanessa: nessa van; vasily: vasya; vera: verochka; veronica: ronnie vero nica; veronika: vroni nika;
victor: vic vik; victoria: vicky vic tori vicki; viktor: vitya vik; viktoria: vika vicky;
vincent: vince vinny vin; vincenzo: enzo vince; virginia: ginny gina; vitaly: vitalik; vivian: viv;
vladimir: vlad vova volodya vladi; vladislav: vlad slava; vojtech: vojta; volodymyr: vova volodya vlad;
walter: walt wally; wilhelm: willi willy will helmut; willem: wim pim;
william: will bill billy willy liam; winifred: win winnie freddie; wladyslaw: wladek; wojciech: wojtek;
yaroslav: yarik slava; yekaterina: katya; yelena: lena; yulia: yulya julia; yuri: yura;
zachary: zach zack zac; zbigniew: zbyszek; zdzislaw: zdzisiek; zofia: zosia; zoltan: zoli;
zsuzsanna: zsuzsa
"""

_SPELLINGS = """
abdullah abdulla abdallah; adrien adrian; agnes agnieszka; ahmed ahmad ahmet; aisha ayesha aysha aicha;
alan allan allen;
aleksander alexander aleksandr alexandr oleksandr olexandr aleksandar alexandre
alexandros alejandro alessandro;
aleksandra alexandra oleksandra alejandra alessandra;
aleksei alexei alexey aleksey oleksiy oleksii alexis; ali aly; alison allison alyson;
andrei andrey andrej andrii andriy andrzej andre andres andreas andrew; ann anne anna ana anja;
anthony antony anton antonio antoni; aron aaron; bjorn bjoern; brian bryan;
catherine katherine katharine kathryn catharine cathryn katarina katarzyna ekaterina yekaterina kateryna
caterina catarina;
carl karl; carolyn caroline karoline carolina karolina; christina kristina cristina krystyna khrystyna;
christine kristine kristin kirstin;
christoph christophe christopher kristof krzysztof kristoffer christoffer cristobal;
clare claire clara klara; daria darya dasha; deborah debra; denis dennis denys;
dimitri dmitri dmitry dmitriy dmitrii dmytro dimitris dimitrios;
elena helena yelena olena jelena helene ellen helen;
elisabeth elizabeth elisabet elisabetta elzbieta alzbeta erzsebet; emmanuel emanuel; eric erik erich;
evgeny evgenii yevgeny yevgeni evgeniy evgeni eugene eugen yevhen; fatima fatma fatimah fatemeh;
filip philip phillip philippe felipe filippo;
francois francesco francisco francis franz frantisek franciszek;
frederic frederick frederik fredrik friedrich federico; gabriel gavriil; geoffrey jeffrey;
georg george georgios giorgos jorge jorg jerzy yuri juraj; giulia julia yulia iuliia juliya;
gregor gregory grzegorz grigori grigory; hakan hakon haakon; hassan hasan;
henri henry henrik heinrich hendrik enrique henryk; huseyin hussein hossein husain hussain;
ibrahim ebrahim ibraheem; ilya ilia ilja; isabela isabella; jakub jacob jakob; jaime jaume;
jan johannes johann johan; joao juan; john jon; jonathan jonathon johnathan;
josef joseph jozef josip jose giuseppe;
yousef yusuf youssef yousuf;
karim kareem; khaled khalid; kim kym; krishna krisna; lara larra;
laurence lawrence lorenz lorenzo laurent; leila layla laila leyla; lewis louis luis luiz;
lucas lukas luca luka lukasz; luisa louisa luise louise; mahmoud mahmud mehmood;
marc mark marko marek marco marcus markus marcos;
margaret margarita margarete margarethe margriet malgorzata marguerite;
maria marie mary mariya mariia maryia; mariam maryam miriam; marta martha; martijn martin;
mathias matthias mathieu matthieu matthew mateusz mateo matteo matej mateus; megan meghan;
mehmet mohammed mohamed mohammad muhammad muhammed mohamad muhamad muhammet;
michael mikael michel michal mikhail mykhailo michail mihail mihai miguel michele mikolas;
mustafa mostafa mustapha;
mykola nikolai nikolay nicholas nicolas nikolas nikolaus nikolaj mikolaj nikola niklas nicolae;
natalia natalya nataliya nataliia natalie nathalie; oliver olivier; olga olha;
omar omer umar; pablo paul paulo paolo pavel pawel pavlo pal;
pedro peter pierre petr piotr petro pyotr pieter pietro petar peder per; rachel raquel rachael;
rafael raphael rafal raffaele; rashid rasheed; reza riza; samir sameer; sara sarah; sean shaun shawn;
sebastian sebastien sebastiano; sergei sergey sergiy serhii serhiy sergio serge; shreya shria;
sofia sophia sophie zofia sofiya sofie;
stefan stephan stephen steven stephane esteban stefano istvan szczepan; suleiman suleyman sulaiman;
susan susanne suzanne susanna zuzanna zsuzsanna zuzana; svetlana svitlana;
tatiana tatyana tetiana tatjana; theodor theodore teodor fyodor fedor; theresa teresa therese tereza;
thomas tomas tomasz tommaso; usman uthman osman othman; veronica veronika weronika; victor viktor wiktor;
victoria viktoria viktoriya wiktoria; vitaly vitali vitalii vitaliy;
vladimir volodymyr wladimir vladimirs; wilhelm william willem guillaume guillermo guglielmo;
xenia ksenia kseniya oksana; yasmin jasmin jasmine yasmine yasemin;
zainab zeynep zaynab; zoe zoey
"""

# Names without a short form of their own above; they only serve to tell a given name when one is seen.
_OTHERS = """
aaron abdel abdul abel ada adam adele adeline aditi aditya adnan adriana aiden aiko aileen aine ajay akiko
akira alba albane alfredo alice aline alma alvaro amal amara amina amir amit amparo ana anais ananya
anders anika anil anita anjali anke ansel antje apolline aram ari ariel arjun armando arun arvid asha
ashley ashok astrid aurelie aurora ava axel ayla aylin ayumi azra badr bao beata begona bela bilal birgit
birgitta bjarne blanca bogdan bojan boris branko brenda bruno burak camila camille carla carmel carmen
celine cesar chandra chao chen cheng chiara chloe ciara cillian claudia claudio claus clement colette
colin colm conor cyril dagmar damian damien dana danuta deepak deniz desmond devika dick dilip dina dirk
divya djamila dominique donna doris dragan duc dylan ebba edgar edith efe eileen eimear eirik ekin elias
elif elijah elin elisa ella elliot elodie elsa elvira emilia emilio emine emre enzo erika erin ernst erol
esra esther etienne ettore eva faisal farah farid fatou feng filippa finn flora frida gael gaetan gaurav
gavin gemma georgia gerda gianluca ginevra giorgio gita gloria gonzalo goran greta gudrun guido gulsen
gunnar gwen habib hadi haider hal hamid hana hanne harald hari harsh haruka hector heidi heike helga hiro
hiroshi hugo hung ian ida idris igor ikram ilaria ilse imran ines inga ingrid inigo irene iris isha ismail
ivana ivo jade jana jaroslava jasper javier jelle jens jiang jill jin jing joel jonas jordi jorgen josip
joyce judit juliette jun kai karen karin kasper katja kavita kazuo kees keiko keith kelly kemal kenji
kerstin kevin khadija kiran kjell klaudia koen kofi kumar kwame kyle lamia lars lasse laurin lei lena leon
leonie leticia li liam lin linh linus lise liv livia loic lorena lorna lotte luana luciano lucie luigi
lukas luz maeve magnus mai maja malik malin manon mara marcela marco margot mariam marina mario marion
marisol maryse mason mats max maya mehdi mei mercedes mette mia mieke miguel mila min ming minh mira
mireille mirjam mohan mona monika morten murat nadia nadine naoko naomi narayan nasser neha nele nia nihal
nikhil nils nina nirmala noah noel noemi noor nora nuno nuria oded ola olaf ole olena omar oren orla oskar
osman otto oumar paloma pamina paola par parvati patrizia per petra phuong pia pierre piet pooja prakash
priya quang quentin rahul raj rajesh ralf rania ravi remy renate rene rhys rita riya robin rohan rohit
rolf romain rosalie rosie ross ruben rui sabine sabrina sadia saeed sakura salim salma samira sandeep
sanjay sanna sascha satoshi saul sean selim selma senait shanti sharon shirin silvia simon simona sina
sinead siobhan sita sonia soren souad stella stine sunil sunita suresh sven swati sylvie takeshi tamar
tanja tara tariq thea thi thierry thijs thor tiina timo todd torsten tove trond trung tuan tuomas uma umut
ute uwe valeria vanja vijay vikram vilma violeta vivek wanda wang wenche wendy wim xavier xiang xin yael
yan yang yara yasuko yi ying yoko yolanda yosef yuki yumi yvan yvonne zahra zara zeynep zhen zora
"""


def _entries(table: str) -> list[str]:
    return [entry.strip() for entry in table.split(";") if entry.strip()]


def _full_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in _entries(_SHORT):
        full, _, shorts = entry.partition(":")
        for short in shorts.split():
            found[short].add(full)
    return {short: frozenset(forms) for short, forms in found.items()}


def _spellings() -> dict[str, str]:
    return {name: entry.split()[0] for entry in _entries(_SPELLINGS) for name in entry.split()}


_FULL_FORMS = _full_forms()
_SPELT_LIKE = _spellings()
_KNOWN = (
    frozenset(_FULL_FORMS)
    | frozenset(_SPELT_LIKE)
    | frozenset(_OTHERS.split())
    | {entry.partition(":")[0] for entry in _entries(_SHORT)}
)


def is_given_name(word: str) -> bool:
    """Tell whether a folded word is one of the given names of these tables."""
    return word in _KNOWN


@lru_cache(maxsize=1 << 14)
def stands_for(word: str) -> frozenset[str]:
    """Return the names a folded given name may stand for, itself included, one spelling for each."""
    forms = {word} | _FULL_FORMS.get(word, frozenset())
    return frozenset(_SPELT_LIKE.get(form, form) for form in forms)


@lru_cache(maxsize=1 << 14)
def related(one: str, other: str) -> bool:
    """Tell whether two different folded given names are commonly used for one person."""
    return one != other and not stands_for(one).isdisjoint(stands_for(other))


def explain(one: str, other: str) -> str:
    """Return why two related names go together, as a sentence without a full stop."""
    for short, full in (sorted((one, other)), sorted((one, other), reverse=True)):
        if full in _FULL_FORMS.get(short, frozenset()):
            return f"{short.capitalize()} is short for {full.capitalize()}"
    first, second = sorted((one.capitalize(), other.capitalize()))
    return f"{first} and {second} are forms of one name"
