"""500 names of people as the registers of their countries write them, all in Latin letters.

Nobody is meant: given names and family names that are common there, put together by chance.
"""

_BY_COUNTRY = """
Poland: Małgorzata Wiśniewska-Dąbrowska; Łukasz Zieliński; Świętosława Źrebiec; Grażyna Żółkiewska;
Bożena Śliwińska; Paweł Gołąb; Jędrzej Szczęsny

Czechia: Zdeněk Dvořák; Květoslava Růžičková; Jiří Řezníček; Ondřej Šťastný; Žaneta Ďurišová;
Bedřich Hůlka ml.

Slovakia: Ľubomír Kováčik; Matúš Ďurčanský; Ľudmila Ňaršíková; Ján Vŕba; Zuzana Kĺčová; Štefan Ôsmy

Hungary: Nagy Győző; Szűcs Erzsébet; Őry Zsófia; Hódmezei-Szőke Tünde; Ürögi Csaba; Kőszegi
Szőllősy Zsuzsanna

Romania: Ștefan Țăranu; Ştefania Ţurcanu; Mihăiță Câmpeanu; Anișoara Vlădoiu; Gheorghe
Întorsureanu; Ruxăndița Mănăilă; Ana-Maria Țîțu

Moldova: Veaceslav Croitoru; Nicoleta Bîrcă; Dumitru Roșca; Eugenia Căldare

Türkiye: Işıl Çağlayan; İbrahim Öztürk; Şükran Gündoğdu; Oğuzhan Yıldırım; Müşerref Üçüncü; İlknur
Iğdır

Azerbaijan: Əli Məmmədov; Gülnarə Əliyeva; Şəhla Hüseynzadə; İlqar Qəhrəmanlı; Ülviyyə Nəbiyeva
Fərhad qızı; Rəşad Səfərov Tofiq oğlu

Iceland: Þóra Guðmundsdóttir; Sigurður Þór Ægisson; Þorgerður Böðvarsdóttir; Hörður Örn Ísleifsson;
Æsa Ýr Magnúsdóttir; Eyþór Davíð Breiðfjörð

Faroe Islands: Jógvan við Neyst; Súsanna í Gerðinum; Bárður Højgaard; Óluva Á Lað; Høgni Lamhauge

Denmark: Søren Østergaard; Bjørn Aage Sørensen; Mette Nørgaard-Bæk; Jens Christian Høyrup; Birthe
Skov Åkjær

Norway: Øystein Bjørndal; Åshild Sæther; Kjersti Gåsvær; Håkon Øvrebø; Bjørg Ås

Sweden: Åke Sjöström; Märta Öhman; Björn Ångström; Örjan Älvgren; Ulla-Britt Lindqvist

Finland: Äijä Hämäläinen; Åsa Törnqvist; Seppo Öhman; Jyrki Äyräs

Estonia: Õie Pärn; Ülo Tõnisson; Mart Sõõrumäe; Jüri Võsu; Tõnu Öö

Latvia: Jānis Ķīsis; Ģirts Ozoliņš; Ņina Šķēle; Māra Zvaigznīte-Ļaudama; Ēriks Čakste;
Reģīna Kļaviņa

Lithuania: Žydrė Kazlauskienė; Eglė Šimkūnaitė; Ąžuolas Grigaitis; Jūratė Čiurlytė; Ričardas
Šimkų-Ūsas; Gražina Mažeikienė-Jankauskaitė

Croatia: Ivana Žužić; Đurđica Ščapec; Tomislav Grđan; Šime Ćurković; Đuro Džaja

Serbia: Đorđe Živković; Miloš Đukić; Čedomir Žarković; Ćira Njegovan; Jovanka Džuverović

Bosnia and Herzegovina: Džemila Hadžić; Đenana Ćosić; Željana Kovačević; Hatidža Mešić

Slovenia: Žiga Štrukelj; Špela Česnik; Jožica Črnič; Mojca Košir-Šček; Uroš Čuk

North Macedonia: Ǵorǵi Stojanov; Ljupčo Kuḱeski; Vesna Treǵova; Stojka Dzingova

Albania: Shpëtim Hoxha; Çlirim Përmeti; Ëngjëllushe Dervishi; Xhevahire Çela; Njomëza Kërçuku

Kosovo: Përparim Krasniqi; Vjollca Gërguri; Blerta Çitaku; Afërdita Sylejmani

Bulgaria: Tsvetan Zhivkov; Radoslava Bŭchvarova; Gergana Shtereva; Yoana Chakŭrova

Greece: Charálampos Papadópoulos; Eléni Hadjidáki; Ioánna Tsakíri-Kaïmáki; Thrasývoulos Xydákis

Cyprus: Andreas Hadjigeorgiou; Eleni Papaïoánnou; Mehmet Eşref Töre; Chrystalla Kyriacou

Ukraine: Oleksandr Shevchuk; Nadiia Kovalʹchuk; Mykhailo Zaporozhets; Vasylʹ Yizhakevych

Belarus: Aliaksandr Łukašuk; Jaŭhien Kavaloŭ; Śviatłana Barysaŭna; Mikałaj Hłuškievič

Russia: Yekaterina Andreyevna Solovyova; Pyotr Il’ich Kuznetsov; Fyodor Shcherbakov; Aleksey
Yur'yevich Morozov

Georgia: Nino Kapanadze; Giorgi Mch’edlishvili; T’amar K’ik’nadze; Zurab Tsintsadze

Armenia: Hayk Petrosyan; Anahit Ter-Grigoryan; Mkrtich’ Tʻumanyan; Siranush Gevorgyan

Germany: Käthe Groß-Jäger; Ömer Yıldız-Schäfer; Dörte Weiß; Karl-Heinz Süß; Bärbel Öttinger, geb.
Hübner

Austria: Josef Grünwald sen.; Leopoldine Mühlböck; Ignaz Edler zu Aichberg; Resi Hölzl

Switzerland: Urs Bärtschi; Gian Flurin Caflisch; Bénédicte Zwahlen-Pidoux; Ursina Cahannes

Luxembourg: Jean-Claude Wéber

Netherlands: Vincent van 't Hof; Sjoerd IJsbrandy; Pieter ’t Hart; Willemijn van den Heuvel tot
Beichlingen, gezegd Bartolotti Rijnders

Belgium: Marie-Thérèse Vandenbroucke; Loïc De Smet; Noëlle D'Hondt; Renée-Françoise 't Kint

France: Chloë d'Aubigny; François-Xavier Lefèvre; Hélène L’Hostis; Aïcha Benoît; Marie-Ange
Château-d'Oléron; Gwenolé Kerleñ; Maëlig Ar C’hoadig; Rozenn Le Roñzed; Añjela Penneg

Spain: Marçal Col·lell i Puig; Núria Paral·lela; Àngels Roïg i Vilà; Xènia Gal·la Soler; Òscar
Bòria; Iñaki Etxeberria Goñi; Ainhoa Arrizabalaga Muñoa; Begoña Goikoetxea; Xabier Iturriotz;
Breixo Vázquez Piñeiro; Uxía Lourenzá Castiñeira; Iria Núñez; José María Muñoz Ibáñez; María de los
Ángeles Fernández-Villaseñor y Gómez; Íñigo Yáñez; M.ª Concepción Ordóñez Argüelles; Ana Li

Portugal: João António da Conceição Guimarães; Inês Gonçalves Brandão; Zulmira Falcão e Távora;
Conceição Araújo; Maria do Céu de Almeida e Vasconcelos Corrêa de Sá Botelho

Italy: Niccolò Dell'Acqua; Mariù Cantù; Giosuè D’Angelo; Umberto Degl'Innocenti

Malta: Ġorġ Żammit; Ċensa Għarb; Ħaġar Ċaruana; Pawlu Buħaġiar; Marija Żerafa; Karmnu
Miċallef-Għigo

Ireland: Seán Ó Súilleabháin; Caoimhe O’Flaherty; Éamonn McGuinness; Ciarán Ó hÓgáin; Órla Nic
Aodha

Scotland: Iain MacDhòmhnaill; Mairi NicLeòid; Ùna Chaimbeul; Catrìona MacIntyre; Alasdair M'Gregor;
Eilidh Farquharson-Òg

Wales: Siôn ap Rhŷs; Angharad Gŵyr; Llŷr Llywelyn; Mair Tŷ-Gwyn; Ffïon Llŷn-Môr

England: J. R. R. Underwood; Anne-Marie St. John-Smythe; Mary Ann O’Connell; William Hall, Jr.

United States: Robert Lee Washington III; Henry Wallace IV; T. J. Van Buren; X; Dr. Samuel Ortiz,
MD; Kealiʻi Hoʻokano; Nāʻālehu Kahananui; Leilani Kaʻahumanu;
Kamakakēhauwahineʻōlelolaniʻehāʻeokalaninuiahilapalapa Kū

Canada: Étienne Lévesque-Tremblay; Amélie Côté; Nuvualiaq Qavaq; Marie-Ève Bélanger

Mexico: María Guadalupe Xóchitl Hernández Quintanar; José de Jesús Ávila; Cuauhtémoc Ñáñez; Ángel
Ixtlilxóchitl

Colombia: Yeimy Tatiana Cárdenas Ñungo; Óscar Iván Acuña; Ángela Patiño de Ávila; Íngrid Peñaloza

Peru: Quispe Mamani, Rosa; Segundo Ñahui Condori; Julio César Huamán; Ángel Ñaupari

Argentina: Agustín Güiraldes; Malén Ibáñez; Facundo Núñez-Olmedo; Nahuel Ñancupil

Chile: Begoña Peñailillo; Nicolás Ñancucheo; Rayén Catrileo Huenchumán; Inés Yrarrázaval

Cuba: Odalys Núñez; Niurka Yáñez; Ángel Luis Güines

Brazil: João Ubirajara Gonçalves; Antônio Luís Falcão Filho; Aracê Piatã; Flávia Mêncio; Kauê Ícaro

Haiti: Wòzlò Jean-Baptiste; Marie-Kètlin Désir; Fritznel Pyè; Ti-Djo Estimé

Vietnam: Nguyễn Thị Ngọc Ánh; Trần Mộng Đức; Đặng Thuỳ Dương; Phạm Quỳnh Lệ; Lê Hữu Phước; Huỳnh Kim
Phượng; Võ Ẩn; Bùi Thị Mỹ Hạnh; Đỗ Ngữ; Công Tằng Tôn Nữ Thị Hồng; Ngô Ỷ; Lý Ổn; Hoàng Thế Vỹ;
Dương Ẵm

Nigeria: Ọláolúwa Adébáyọ̀; Ṣẹ́gun Àjàyí; Fọlákẹ́ Ọ̀ṣúndáre; Títílayọ̀ Ẹ̀bùn; Yétúndé Ògúnṣọlá;
Ìbídùn Adéṣínà; Chiọma Ọkọ́nkwọ; Chidiébéré Ńwáfọ̀; Ụzọamaka Èzè; Ịfeọma Ụ́gwú; Ñnamdi Àzìkàíwé;
Nwakaego Ọ̀bị; Ɓala Ɗantata; Ƙasimu Maigari; Haɗiza Maiɗoki; Ladi Ƴar'adua; Aɓulle Saƙina;
Raɓi'u Maikuɗi-Saƙo

Niger: Issoufou Maiƙaka; Ramatou Ɓagoudou

Ghana: Kofi Agyɛi; Akɔsua Mɛnsa; Yaw Bonsɔ-Mɛnsa; Ɛsi Ɔwusu; Mawuɖɛm Aƒɛtɔ

Togo: Mawuli Amɛgã; Akɔfa Ŋutsu; Yawa Kpɔɖo-Ʋuɖu; Xɔsé Gbɔɖi

Benin: Sɛnan Ahɔnsu; Noudéhouénou Houngbédji; Cocou Dɛgbé

Mali: Bɔkari Kɛita; Kɔnɔba Jara; Oumou Sɔgɔba

Senegal: Aïssatou N'Diaye; Ñaagaa Fàll; Mbaye Ŋóom; Aminata Mbënguë

Cameroon: Thérèse Atangana Ŋgɔ

Kenya: Ngũgĩ Kamaũ; Wanjirũ Mũthoni; Njeri Gĩthĩnji; Ng'ang'a Kĩmani; Kĩmathi wa Mũrũngi; Achieng’
Odhiambo

Tanzania: Juma Mwinyi; Ng'wanza Masanja; Zuhura binti Salum; Rehema Nyang’anyi

Uganda: Nakato Ssebaggala; Ŋŋaali Kabuye; Babirye Nalwanga

Ethiopia: Selamawit Gebre-Egziabḥēr; Ḥagos Wäldä Maryam; Tsehay; Č̣altu Bonsa

Somalia: Cabdullaahi Maxamed Xasan; Caasha Xuseen Cali; Nuur; Ciise Qorane

South Africa: Nomthandazo Dlamini; Gert van der Merwe; Tshiṋakaho Mulaudzi; Kgoṭšofalang Mošoeu

Madagascar: Hasinà Razafindrakotomandimby; Soafaniry Ratsimandresivololona-Andrianjafitrimo

Morocco: Fāṭima az-Zahrāʾ Bennānī; Yūsuf Aït Ḥmād; Khadija El ’Alaoui

Algeria: Zoulikha Bent-M'hammed

Egypt: ʿAbd al-Raḥmān Ṣalāḥ; Zaynab Ḥusayn; Muṣṭafā Ġunaym; ʾĪmān Ṭāhā

Lebanon: Élias Ḥaddād; Ghassān Ṭannūs; Zeïna Abi-Khalîl

Iraq: Ḥasan al-Ḍāhir; Zahrāʾ Ẓāfir al-Ṭāʾī; Berîvan Çîya; Bārzān

Saudi Arabia: Nūra bint Fahd Āl Ḍabʿān; Khālid ibn ʿAlī al-Ghāmidī; Ġāda aṣ-Ṣāʿidī; Thāmir
adh-Dhiyābī

Iran: Ḥosayn Ẕākerī; Shīrīn Āqā-Zāde; Čangīz Ḵosrowpūr; Mahsā Želvān

Afghanistan: Zarghūna Ākhundzāda; Gul Muḥammad; Ṣafīyya Ṣāfī; Ḍāḍa Pāchā

Pakistan: Ghulām ʿAlī Ćhaudhrī; Nāṣir Ṭhākur; Ṣāʾima Ḵẖān; Ẓafar Baṛech

India: Lakṣmī Nārāyaṇ; R. Veṅkaṭarāman; Kṛṣṇa Jñāneśvar; P. V. S. Subrahmaṇyam; Ḍhoṇḍū Keśav;
Anjali; Periyār Tamiḻcelvi

Sri Lanka: Thirumalaimuthuswamy Paramānanthasivam; Wikramāracchigē Don Sunil; Ruvan Perēra; Kālini
Jayasūriyagē

Bangladesh: Śāhānā Ākhtār; Md. Ābdur Raẖmān; Kājī Najrul Chaudhurī; Mst. Rokeẏā Begam

Nepal: Sītā Ghimirē; Dil Bahādur Ṭhāpā; Āṅ Ḍomā Śerpā

China: Tenzin; bsTan-'dzin rGya-mtsho; Döndrup Tsering; Wáng Xiùyīng; Zhāng Wěi; Lǚ Yǒng; Ōuyáng
Zhènhuá; Xu Lü; Zhào Ài

Taiwan: Ch’en Shu-fen; Ông Bí-lân; Lìm Tsì-lîng; Wu Tzŭ-yü

Hong Kong: Chan Tai-man; Ng Y; Au-yeung Siu-ling; Leung Wing-ka, Kenneth

Korea: Kim Yŏng-suk; Ch’oe Ŭn-jŏng; Yi Sŭng-ŭi; O Sŏ; Hŏ Tŭk-ch’ŏl

Japan: Ōno Yūko; Satō Kenʼichi; Itō Jun'ichirō; Tōdō Shōzō; Ii Aoi

Mongolia: Batbayar; Dorjiin Tsend-Ayuush; Ölziisaikhan Gantömör; Ülemjiin Zayaa

Kazakhstan: Äsel Nūrlanqyzy; Jänıbek Qoşqarbaiūly; Öskenbai Şämşı; Ğalymjan Ūlanov

Uzbekistan: Gʻulom Toʻxtayev; Oʻgʻiloy Shoʻrobboyeva; Ma’mura Yo‘ldosheva; Jasur Bo'riyev

Turkmenistan: Gurbangül Ýazmyradowa; Ňäzik Öwezowa; Çary Ağajanow; Žüren Şükür

Thailand: Somchai Wongsuwan; Ratchaneekorn Phattharathanakulchai

Laos: Bounmy

Cambodia: Sok; Châu Sĕn Chhŭn

Myanmar: U Thant Zin; Daw Hla; Khin Than Myint Oo

Philippines: Maria Niña Dimaculangan; José Ñ. Macapagal; Dalisáy Gat-Pandàn; Roberto C. Dela Cruz
III

Indonesia: Sukarti; Suharyanto; Slamet; Y.

Malaysia: Nur Aisyah binti Abdullah; Muhammad Haziq bin Roslan; Letchumi a/p Muniandy

Singapore: Ng; Goh Xi En, Amelia; Siti Zubaidah Bte Hassan; Arumugam s/o Veerasamy

Samoa: Vāʻaiga Sāpolu; Teʻo ʻUlu; Fa'asavali Leiātaua

Tonga: Sione ʻOfa-ki-Tonga; Mele Fūsituʻa; ʻIsileli Pōuono

New Zealand: Wīremu Tāwhiao; Māreikura Pōtatau-Ngārimu; Hōhepa McRae

Fiji: Adi Mārama

French Polynesia: Teraʻitua Pōmare; Hinanui Teʻuraheimata; Mōana Tapu

Australia: Bruce O’Dea; Ḻäpuluŋ Marika; Charlotte Nguyễn-Smith; Sue D'Souza

"""
"""A paragraph for each country; names with ; between."""


def _names() -> tuple[tuple[str, str], ...]:
    paragraphs = (paragraph.partition(":") for paragraph in _BY_COUNTRY.strip().split("\n\n"))
    return tuple(
        (country, " ".join(name.split()))
        for country, _, names in paragraphs
        for name in names.split(";")
    )


NAMES = _names()
"""Each a country and a full name, those of a country side by side."""
